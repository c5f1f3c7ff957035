-- The shards of a new plan that have rows; one that an earlier plan wrote stays done.
-- Writes: pipeline_shards. Parameters: run_id, detection, shards.
INSERT INTO ${schema}.pipeline_shards AS known (run_id, detection, shard, shards, rows, planned_at)
SELECT :run_id, :detection, own.shard, :shards, COUNT(*), now()
FROM (SELECT ${shard(d.visit_id, :shards)} AS shard FROM directed d WHERE d.writes) own
GROUP BY own.shard
ON CONFLICT (run_id, detection, shard) DO UPDATE SET rows = EXCLUDED.rows, planned_at = EXCLUDED.planned_at
