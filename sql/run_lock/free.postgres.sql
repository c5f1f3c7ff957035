-- Frees the lock; the old fencing token is worthless from now on. A cron job that could not be given back stays noted.
-- Writes: pipeline_lock. Parameters: none.
UPDATE ${schema}.pipeline_lock SET token = token + 1, run_id = NULL, task = NULL RETURNING token
