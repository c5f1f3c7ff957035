-- What is left of an earlier plan was written by that: it stays told, and may be written again by the new one.
-- Writes: pipeline_shards. Parameters: run_id, detection.
UPDATE ${schema}.pipeline_shards SET rows = 0, ended_at = NULL WHERE run_id = :run_id AND detection = :detection
