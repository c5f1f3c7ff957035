-- The plan of this run's detection that is in force.
-- Writes: nothing. Parameters: run_id, detection.
SELECT planned_at, shards, kept, dropped, scope, CAST(resolved AS text) AS resolved
FROM ${schema}.pipeline_shard_plans WHERE run_id = :run_id AND detection = :detection
