-- A worker begins with a shard that is not done, or was by an earlier plan, under a token of its own; it waits for one that
-- is writing it.
-- Writes: pipeline_shards. Parameters: run_id, detection, shard.
UPDATE ${schema}.pipeline_shards
SET state = 'running', token = token + 1, started_at = clock_timestamp(), ended_at = NULL, told = NULL
WHERE run_id = :run_id AND detection = :detection AND shard = :shard AND (state <> 'done' OR ended_at IS NULL)
RETURNING token
