-- Finds the conflict of each primary visit of the slice that needs one: the lowest that its rows have, else a new one.
-- Writes: assigned (temporary). Parameters: slice.
INSERT INTO assigned (visit_id, conflict_id, is_new, created)
SELECT w.visit_id,
    COALESCE(known.conflict_id, nextval(pg_get_serial_sequence('${schema}.conflicts', 'CONFLICTID'))),
    known.conflict_id IS NULL,
    CASE WHEN known.conflict_id IS NOT NULL THEN (SELECT MIN(c."CreatedDate") FROM (
        SELECT m."CreatedDate" FROM ${schema}.conflictvisitmaps m
        WHERE m."VisitID" = w.visit_id AND m."CONFLICTID" = known.conflict_id
        UNION ALL
        SELECT f."CreatedDate" FROM ${schema}.conflicts f WHERE f."CONFLICTID" = known.conflict_id) c) END
FROM (SELECT DISTINCT visit_id FROM sliced WHERE slice = :slice AND needs_conflict) w
LEFT JOIN LATERAL (
    SELECT MIN(m."CONFLICTID") AS conflict_id FROM ${schema}.conflictvisitmaps m WHERE m."VisitID" = w.visit_id
) known ON TRUE
