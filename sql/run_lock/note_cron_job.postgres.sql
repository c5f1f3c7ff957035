-- Notes the cron job that must be given back.
-- Writes: pipeline_lock. Parameters: job_id, schedule, active.
UPDATE ${schema}.pipeline_lock
SET cron_job_id = :job_id, cron_job_schedule = :schedule, cron_job_active = :active
