-- Notes that a shard is written, and what its worker told.
-- Writes: pipeline_shards. Parameters: run_id, detection, shard, token, told.
UPDATE ${schema}.pipeline_shards
SET state = 'done', ended_at = clock_timestamp(), told = CAST(:told AS jsonb)
WHERE run_id = :run_id AND detection = :detection AND shard = :shard AND token = :token
