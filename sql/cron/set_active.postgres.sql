-- Switches a cron job on or off, through the owner's function; no row means that there is no such job.
-- Writes: cron.job. Parameters: active, job_id.
SELECT CASE WHEN active IS DISTINCT FROM CAST(:active AS boolean)
            THEN cron.alter_job(job_id := jobid, active := CAST(:active AS boolean)) END
FROM cron.job WHERE jobid = :job_id
