-- The pairs of a conflict, each once, in the order of their rows; so many at the most. Rows with an event are no pairs.
-- Writes: nothing. Parameters: conflict_id, most.
SELECT MIN(c."ID") AS first_row, LEAST(c."VisitID", c."ConVisitID") AS a_visit_id, GREATEST(c."VisitID", c."ConVisitID") AS b_visit_id
FROM ${schema}.conflictvisitmaps c
WHERE c."CONFLICTID" = :conflict_id AND ${include conflict_row/no_event_dates}
    AND c."VisitID" <> c."ConVisitID"
GROUP BY 2, 3
ORDER BY 1
LIMIT :most
