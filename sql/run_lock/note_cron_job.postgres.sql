-- Notes the cron job that must be given back, and more of its name that were on; no row means that the lock was taken over.
-- Writes: pipeline_lock. Parameters: job_id, schedule, active, more, token.
UPDATE ${schema}.pipeline_lock
SET cron_job_id = :job_id, cron_job_schedule = :schedule, cron_job_active = :active, more_cron_jobs = CAST(:more AS bigint[])
WHERE token = :token
