-- The delta's visits, as stale cleanup needs them; those too that have gone to where nobody looks.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT visit_id AS "visit_id", left_out IS NOT NULL AS "gone"
FROM ${work(key_origins)}
WHERE left_out IS NULL OR left_out = 'gone'
