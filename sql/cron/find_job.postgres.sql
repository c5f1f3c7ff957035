-- The cron job of a name.
-- Writes: nothing. Parameters: name.
SELECT jobid, schedule, active FROM cron.job WHERE jobname = :name ORDER BY jobid LIMIT 1
