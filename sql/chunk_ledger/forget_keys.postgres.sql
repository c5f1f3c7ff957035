-- Takes away the keys of earlier plans: this run's are replaced, and while it holds the lock no other run works on its own.
-- Writes: pipeline_chunk_keys. Parameters: none.
DELETE FROM ${schema}.pipeline_chunk_keys
