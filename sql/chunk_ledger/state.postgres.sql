-- Where a chunk is, and whether its keys are still there (those of other runs go when a new plan is made).
-- Writes: nothing. Parameters: run_id, chunk_id.
SELECT state,
    EXISTS (SELECT FROM ${schema}.pipeline_chunk_keys k WHERE k.run_id = c.run_id AND k.chunk_id = c.chunk_id) AS has_keys
FROM ${schema}.pipeline_chunks c
WHERE run_id = :run_id AND chunk_id = :chunk_id
