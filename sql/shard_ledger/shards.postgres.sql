-- Where each shard of this run's detection is, and whether an earlier plan than the one in force brought it there.
-- Writes: nothing. Parameters: run_id, detection.
SELECT shard, rows, state, state = 'done' AND ended_at IS NULL AS earlier, CAST(told AS text) AS told
FROM ${schema}.pipeline_shards WHERE run_id = :run_id AND detection = :detection ORDER BY shard
