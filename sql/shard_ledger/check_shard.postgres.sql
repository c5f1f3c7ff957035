-- Reads the worker's own token, and holds it until the transaction ends; no row means that another has taken the shard.
-- Writes: nothing. Parameters: run_id, detection, shard, token.
SELECT 1 FROM ${schema}.pipeline_shards
WHERE run_id = :run_id AND detection = :detection AND shard = :shard AND token = :token FOR KEY SHARE
