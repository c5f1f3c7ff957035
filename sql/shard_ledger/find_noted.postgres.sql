-- What this run's detection found stale, in slices: the rows of a person's day beside each other.
-- Writes: stale (temporary). Parameters: run_id, detection, slice_rows.
CREATE TEMPORARY TABLE stale AS
SELECT s.id, ${slice(ROW_NUMBER() OVER (ORDER BY c."VisitDate", c."SSN", s.id), :slice_rows)}
FROM ${schema}.pipeline_shard_stale s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
WHERE s.run_id = :run_id AND s.detection = :detection
