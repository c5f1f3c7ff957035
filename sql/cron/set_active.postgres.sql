-- Switches a cron job on or off, through the owner's function.
-- Writes: cron.job. Parameters: active, job_id.
SELECT cron.alter_job(job_id := jobid, active := CAST(:active AS boolean))
FROM cron.job WHERE jobid = :job_id AND active IS DISTINCT FROM CAST(:active AS boolean)
