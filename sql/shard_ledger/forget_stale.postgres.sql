-- Takes away what an earlier try of this run's detection found stale.
-- Writes: pipeline_shard_stale. Parameters: run_id, detection.
DELETE FROM ${schema}.pipeline_shard_stale WHERE run_id = :run_id AND detection = :detection
