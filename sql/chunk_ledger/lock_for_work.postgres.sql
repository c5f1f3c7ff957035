-- Holds the ledger's row of a chunk until the transaction ends: two workers do not write the same chunk.
-- Writes: nothing. Parameters: run_id, chunk_id, planned_at.
SELECT state, planned_at = CAST(:planned_at AS timestamptz) AS same_plan
FROM ${schema}.pipeline_chunks
WHERE run_id = :run_id AND chunk_id = :chunk_id
FOR UPDATE
