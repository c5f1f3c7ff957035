-- What this run's detection found stale, in slices.
-- Writes: stale (temporary). Parameters: run_id, detection, slice_rows.
CREATE TEMPORARY TABLE stale AS
SELECT s.id, ${include slices/row_slice}
FROM ${schema}.pipeline_shard_stale s
WHERE s.run_id = :run_id AND s.detection = :detection
