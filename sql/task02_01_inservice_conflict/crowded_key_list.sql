-- The crowded keys of the window: rows stored on one of them are not judged.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT visit_date AS "visit_date", person AS "ssn" FROM ${work(crowded_visits)}
