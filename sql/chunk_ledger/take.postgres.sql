-- A worker begins with a chunk that is not done; it waits for one that is at work on it.
-- Writes: pipeline_chunks. Parameters: run_id, chunk_id.
UPDATE ${schema}.pipeline_chunks
SET state = 'running', started_at = clock_timestamp(), ended_at = NULL,
    updated = NULL, repaired = NULL, unchanged = NULL, marked = NULL
WHERE run_id = :run_id AND chunk_id = :chunk_id AND state <> 'done'
RETURNING planned_at, rows, keys, first_date, last_date
