-- The events and visits of a conflict's in-service rows, each pair once; so many at the most.
-- Writes: nothing. Parameters: conflict_id, most.
SELECT MIN(r.id) AS first_row, r.a_visit_id, r.b_visit_id
FROM (
    SELECT c."ID" AS id,
        CASE WHEN ${include explain/is_own_event} THEN c."VisitID" ELSE c."ConVisitID" END AS a_visit_id,
        CASE WHEN ${include explain/is_own_event} THEN c."ConVisitID" ELSE c."VisitID" END AS b_visit_id
    FROM ${schema}.conflictvisitmaps c
    WHERE c."CONFLICTID" = :conflict_id AND ${include task02_01_inservice_conflict/is_of_event}
        AND c."VisitID" <> c."ConVisitID"
) r
GROUP BY 2, 3
ORDER BY 1
LIMIT :most
