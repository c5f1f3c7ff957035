-- Notes what the cleanup of this run's detection has resolved so far.
-- Writes: pipeline_shard_plans. Parameters: run_id, detection, resolved.
UPDATE ${schema}.pipeline_shard_plans SET resolved = CAST(:resolved AS jsonb)
WHERE run_id = :run_id AND detection = :detection
