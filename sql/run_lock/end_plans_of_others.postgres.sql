-- Ends the plans of shards of other runs: what they found, and found stale, may not be so any more. One without tables is ended.
-- Writes: pipeline_shard_plans. Parameters: run_id.
UPDATE ${schema}.pipeline_shard_plans SET kept = '', dropped = TRUE WHERE run_id <> :run_id AND kept <> ''
