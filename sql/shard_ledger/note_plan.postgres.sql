-- Puts a plan of this run's detection in the place of an earlier one; what was resolved by that stays told.
-- Writes: pipeline_shard_plans. Parameters: run_id, detection, shards, kept, scope.
INSERT INTO ${schema}.pipeline_shard_plans (run_id, detection, planned_at, shards, kept, dropped, scope)
VALUES (:run_id, :detection, now(), :shards, :kept, FALSE, :scope)
ON CONFLICT (run_id, detection) DO UPDATE
SET planned_at = EXCLUDED.planned_at, shards = EXCLUDED.shards, kept = EXCLUDED.kept, dropped = FALSE, scope = EXCLUDED.scope
