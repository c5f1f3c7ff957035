-- Forgets what another run kept, when it is gone.
-- Writes: pipeline_shard_tables. Parameters: kept.
DELETE FROM ${schema}.pipeline_shard_tables WHERE kept = :kept
