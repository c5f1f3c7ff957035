-- With which visits an asked one is stored, whatever they are now; so many at the most.
-- Writes: nothing. Parameters: visit, most.
WITH asked AS (
    SELECT CAST(:visit AS uuid) AS visit_id
)
SELECT a.visit_id AS a_visit_id, c."ConVisitID" AS b_visit_id
FROM asked a JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = a.visit_id
WHERE ${include conflict_row/no_event_dates} AND c."ConVisitID" <> a.visit_id
UNION
SELECT a.visit_id, c."VisitID"
FROM asked a JOIN ${schema}.conflictvisitmaps c ON c."ConVisitID" = a.visit_id
WHERE ${include conflict_row/no_event_dates} AND c."VisitID" <> a.visit_id
ORDER BY 2
LIMIT :most
