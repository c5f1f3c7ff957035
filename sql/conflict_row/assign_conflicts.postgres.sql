-- Finds the conflict of each primary visit that needs one for a row of the slice that is written: the lowest that its rows
-- have, else a new one; new is one as well that its rows have and conflicts has lost. MIN of an expression: of the plain
-- column the planner may walk its index, past all that is stored.
-- Writes: assigned (temporary). Parameters: slice.
INSERT INTO assigned (visit_id, conflict_id, is_new, created)
SELECT w.visit_id,
    COALESCE(known.conflict_id, nextval(pg_get_serial_sequence('${schema}.conflicts', 'CONFLICTID'))),
    parent.conflict_id IS NULL,
    CASE WHEN known.conflict_id IS NOT NULL THEN (SELECT MIN(c."CreatedDate") FROM (
        SELECT m."CreatedDate" FROM ${schema}.conflictvisitmaps m
        WHERE m."VisitID" = w.visit_id AND m."CONFLICTID" = known.conflict_id
        UNION ALL
        SELECT f."CreatedDate" FROM ${schema}.conflicts f WHERE f."CONFLICTID" = known.conflict_id) c) END
FROM (
    SELECT DISTINCT k.visit_id
    FROM sliced k
    WHERE k.slice = :slice AND k.needs_conflict
        AND (k.id IS NULL OR EXISTS (SELECT 1 FROM locked l WHERE l.id = k.id))
) w
LEFT JOIN LATERAL (
    SELECT MIN(m."CONFLICTID" + 0) AS conflict_id FROM ${schema}.conflictvisitmaps m WHERE m."VisitID" = w.visit_id
) known ON TRUE
LEFT JOIN LATERAL (
    SELECT f."CONFLICTID" AS conflict_id FROM ${schema}.conflicts f WHERE f."CONFLICTID" = known.conflict_id LIMIT 1
) parent ON TRUE
