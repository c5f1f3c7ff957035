-- What this run's detection has kept in the warehouse, in every try.
-- Writes: nothing. Parameters: run_id, detection.
SELECT kept FROM ${schema}.pipeline_shard_tables WHERE run_id = :run_id AND detection = :detection ORDER BY noted_at, kept
