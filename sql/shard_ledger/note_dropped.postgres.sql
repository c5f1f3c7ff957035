-- Notes, before it is done, that what a plan needs is taken away.
-- Writes: pipeline_shard_plans. Parameters: kept.
UPDATE ${schema}.pipeline_shard_plans SET dropped = TRUE WHERE kept = :kept AND NOT dropped
