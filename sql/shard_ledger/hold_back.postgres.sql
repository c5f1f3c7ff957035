-- Takes what belongs to shards that are not done out of what is resolved now.
-- Writes: stale (temporary). Parameters: run_id, detection.
DELETE FROM stale s
USING ${schema}.pipeline_shard_stale n
JOIN ${schema}.pipeline_shards h ON h.run_id = n.run_id AND h.detection = n.detection AND h.shard = n.shard
WHERE n.run_id = :run_id AND n.detection = :detection AND n.id = s.id AND h.state <> 'done'
