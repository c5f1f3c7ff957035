-- The keys, as stale cleanup needs them.
-- Writes: nothing. Parameters: none.
SELECT visit_date AS "visit_date", person AS "ssn" FROM ${work(searched_keys)}
