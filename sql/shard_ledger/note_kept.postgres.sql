-- Notes what is going to be kept, before any of it is there.
-- Writes: pipeline_shard_tables. Parameters: run_id, detection, kept.
INSERT INTO ${schema}.pipeline_shard_tables (kept, run_id, detection) VALUES (:kept, :run_id, :detection)
