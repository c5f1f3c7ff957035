-- The ledger of a new plan: what the keys of each chunk add up to, all of it still to be done.
-- Writes: pipeline_chunks. Parameters: run_id.
INSERT INTO ${schema}.pipeline_chunks (run_id, chunk_id, planned_at, rows, keys, first_date, last_date)
SELECT run_id, chunk_id, now(), SUM(rows), COUNT(*), MIN(visit_date), MAX(visit_date)
FROM ${schema}.pipeline_chunk_keys
WHERE run_id = :run_id
GROUP BY run_id, chunk_id
