-- What is said of the lock, once for all who ask: whether its holder's lease has ended, and for how long it has been silent.
-- Of who asks, not of who made it: whoever may read pipeline_lock may read this, and row security hides the same of both.
-- Writes: pipeline_lock_state. Parameters: none.
CREATE VIEW ${schema}.pipeline_lock_state WITH (security_invoker = true) AS
SELECT token, run_id, task, kept, taken_at, heard_at, lease_minutes,
       run_id IS NOT NULL AND COALESCE(heard_at + make_interval(mins => lease_minutes) < clock_timestamp(), FALSE) AS expired,
       CAST(EXTRACT(EPOCH FROM clock_timestamp() - heard_at) AS bigint) AS silent_seconds,
       cron_job_id, cron_job_schedule, cron_job_active, array_to_string(more_cron_jobs, ',') AS more_cron_jobs
FROM ${schema}.pipeline_lock;
GRANT SELECT ON ${schema}.pipeline_lock_state TO PUBLIC;
