-- The visits on crowded keys: rows with one of them are not judged.
-- Writes: nothing. Parameters: none.
SELECT visit_id AS "visit_id" FROM ${work(crowded_visits)}
