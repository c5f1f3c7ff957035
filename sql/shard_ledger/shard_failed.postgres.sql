-- Notes that a shard failed, unless another worker has taken it since.
-- Writes: pipeline_shards. Parameters: run_id, detection, shard, token.
UPDATE ${schema}.pipeline_shards
SET state = 'failed', ended_at = clock_timestamp()
WHERE run_id = :run_id AND detection = :detection AND shard = :shard AND token = :token AND state = 'running'
