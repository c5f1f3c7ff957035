-- The delta's visits, as stale cleanup needs them.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT visit_id AS "visit_id" FROM ${work(key_origins)} WHERE left_out IS NULL
