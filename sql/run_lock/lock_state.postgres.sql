-- Who holds the lock, and whether it has been heard of within its lease.
-- Writes: nothing. Parameters: none.
SELECT token, run_id, task, kept, taken_at, heard_at, lease_minutes,
       heard_at < clock_timestamp() - make_interval(mins => lease_minutes) AS expired,
       CAST(EXTRACT(EPOCH FROM clock_timestamp() - heard_at) AS bigint) AS silent_seconds,
       cron_job_id, cron_job_schedule, cron_job_active, array_to_string(more_cron_jobs, ',') AS more_cron_jobs
FROM ${schema}.pipeline_lock
