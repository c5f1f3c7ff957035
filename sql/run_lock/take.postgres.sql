-- Takes the lock under a new fencing token, until it is kept for the task alone; what the last holder has to give back stays noted.
-- Writes: pipeline_lock. Parameters: run_id, task, lease_minutes.
UPDATE ${schema}.pipeline_lock
SET token = token + 1, run_id = :run_id, task = :task, kept = FALSE, taken_at = clock_timestamp(),
    heard_at = clock_timestamp(), lease_minutes = :lease_minutes
RETURNING token
