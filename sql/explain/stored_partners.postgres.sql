-- With which visits an asked one is stored, whatever they are now; so many at the most.
-- Writes: nothing. Parameters: visit, most.
SELECT DISTINCT CAST(:visit AS uuid) AS a_visit_id, o.con_visit_id AS b_visit_id
FROM (
    SELECT c."ConVisitID" AS con_visit_id FROM ${schema}.conflictvisitmaps c
    WHERE c."VisitID" = CAST(:visit AS uuid) AND ${include conflict_row/no_event_dates}
    UNION ALL
    SELECT c."VisitID" FROM ${schema}.conflictvisitmaps c
    WHERE c."ConVisitID" = CAST(:visit AS uuid) AND ${include conflict_row/no_event_dates}
) o
WHERE o.con_visit_id <> CAST(:visit AS uuid)
ORDER BY 2
LIMIT :most
