-- With which visits or events an asked event or visit is stored as an in-service pair; so many at the most.
-- Writes: nothing. Parameters: visit, most.
WITH asked AS (
    SELECT CAST(:visit AS uuid) AS visit_id
), stored AS (
    SELECT m.* FROM asked a JOIN ${schema}.conflictvisitmaps m ON m."VisitID" = a.visit_id
    UNION ALL
    SELECT m.* FROM asked a JOIN ${schema}.conflictvisitmaps m ON m."ConVisitID" = a.visit_id
)
SELECT DISTINCT
    CASE WHEN ${include explain/is_own_event} THEN c."VisitID" ELSE c."ConVisitID" END AS a_visit_id,
    CASE WHEN ${include explain/is_own_event} THEN c."ConVisitID" ELSE c."VisitID" END AS b_visit_id
FROM stored c
WHERE ${include task02_01_inservice_conflict/is_of_event} AND c."VisitID" <> c."ConVisitID"
ORDER BY 1, 2
LIMIT :most
