-- Notes that a chunk failed, unless another worker has done it or a new plan has replaced it.
-- Writes: pipeline_chunks. Parameters: run_id, chunk_id, planned_at.
UPDATE ${schema}.pipeline_chunks
SET state = 'failed', ended_at = clock_timestamp()
WHERE run_id = :run_id AND chunk_id = :chunk_id AND state = 'running' AND planned_at = CAST(:planned_at AS timestamptz)
