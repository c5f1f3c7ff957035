-- Forgets what other runs found stale: it may have been found again since.
-- Writes: pipeline_shard_stale. Parameters: run_id.
DELETE FROM ${schema}.pipeline_shard_stale WHERE run_id <> :run_id
