-- Takes away what an earlier plan of this run's detection left to be done, all of it where it was cut otherwise; and what
-- is older than a month.
-- Writes: pipeline_shards. Parameters: run_id, detection, shards.
DELETE FROM ${schema}.pipeline_shards
WHERE (run_id = :run_id AND detection = :detection AND (state <> 'done' OR shards <> :shards))
    OR planned_at < now() - INTERVAL '30 days'
