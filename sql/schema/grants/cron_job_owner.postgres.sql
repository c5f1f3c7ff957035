-- Whose the cron job is.
-- Writes: nothing. Parameters: name.
SELECT username FROM cron.job WHERE jobname = :name ORDER BY jobid LIMIT 1
