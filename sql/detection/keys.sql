-- The delta's keys, as stale cleanup needs them.
-- Writes: nothing. Parameters: none.
SELECT key_no AS "key_no", visit_date AS "visit_date", ssn AS "ssn" FROM delta_keys
