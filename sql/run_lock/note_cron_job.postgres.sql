-- Notes the cron job that must be given back; no row means that the lock was taken over.
-- Writes: pipeline_lock. Parameters: job_id, schedule, active, token.
UPDATE ${schema}.pipeline_lock
SET cron_job_id = :job_id, cron_job_schedule = :schedule, cron_job_active = :active
WHERE token = :token
