-- Forgets what was resolved, all but what belongs to shards that are not done: a person may open it again.
-- Writes: pipeline_shard_stale. Parameters: run_id, detection.
DELETE FROM ${schema}.pipeline_shard_stale n
WHERE n.run_id = :run_id AND n.detection = :detection
    AND NOT EXISTS (
        SELECT 1 FROM ${schema}.pipeline_shards h
        WHERE h.run_id = n.run_id AND h.detection = n.detection AND h.shard = n.shard AND h.state <> 'done')
