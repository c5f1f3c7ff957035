-- Frees the lock; the old fencing token is worthless from now on.
-- Writes: pipeline_lock. Parameters: none.
UPDATE ${schema}.pipeline_lock
SET token = token + 1, run_id = NULL, task = NULL,
    cron_job_id = NULL, cron_job_schedule = NULL, cron_job_active = NULL
RETURNING token
