-- What is to become of each pair to be written: insert, update, repair, unchanged, skip. Where a visit was missed, nobody
-- came: such a pair is not inserted. A pair finds its stored row by the index of its two ids, one by one (OFFSET 0 keeps
-- the planner to that): they are few among all that is stored.
-- Of several writers each has the pairs of its own primary visits.
-- Writes: classified (temporary). Parameters: enable_insert, gives_conflicts, in_service, skip_unchanged_records, writer, writers.
CREATE TEMPORARY TABLE classified AS
WITH pair_rows AS (
    SELECT d.*, CAST(NULL AS bigint) AS id, CAST(NULL AS text) AS action FROM directed d
    WHERE d.writes AND (uuid_hash(d.visit_id) & 65535) % :writers = :writer
), composed AS (
    ${include conflict_row/row}
)
SELECT v.visit_id, v.con_visit_id, c."ID" AS stored_id, :gives_conflicts AND c."CONFLICTID" IS NULL AS needs_conflict,
    CASE
        WHEN c."ID" IS NULL THEN
            CASE WHEN NOT :enable_insert THEN 'skip' WHEN TRUE IN (v."IsMissed", v."ConIsMissed") THEN 'missed' ELSE 'insert' END
        WHEN NOT :in_service AND NOT (${include conflict_row/no_event_dates}) THEN 'taken'
        WHEN NOT :skip_unchanged_records THEN 'update'
        WHEN c."StatusFlag" = 'R' AND c."ResolveDate" IS NULL THEN 'update'
        WHEN :in_service AND c."InServiceFlag" IS DISTINCT FROM 'Y' THEN 'update'
        WHEN ${include conflict_row/differs} THEN 'update'
        WHEN c."UpdateFlag" = 1 OR (:gives_conflicts AND c."CONFLICTID" IS NULL) THEN 'repair'
        ELSE 'unchanged'
    END AS action
FROM composed v
LEFT JOIN LATERAL (
    SELECT * FROM ${schema}.conflictvisitmaps m WHERE m."VisitID" = v.visit_id AND m."ConVisitID" = v.con_visit_id OFFSET 0
) c ON TRUE
