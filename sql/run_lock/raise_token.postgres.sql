-- Makes everything that still runs under the present fencing token unable to write; the lock stays kept for its run, or for one task of it alone.
-- Writes: pipeline_lock. Parameters: kept, task.
UPDATE ${schema}.pipeline_lock
SET token = token + 1, heard_at = clock_timestamp(), kept = :kept,
    task = CASE WHEN CAST(:kept AS boolean) THEN task ELSE :task END
RETURNING token
