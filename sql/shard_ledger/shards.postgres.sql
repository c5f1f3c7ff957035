-- Where each shard of this run's detection is.
-- Writes: nothing. Parameters: run_id, detection.
SELECT shard, rows, state, CAST(told AS text) AS told
FROM ${schema}.pipeline_shards WHERE run_id = :run_id AND detection = :detection ORDER BY shard
