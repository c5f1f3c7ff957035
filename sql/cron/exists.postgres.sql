-- Whether pg_cron is installed in this database.
-- Writes: nothing. Parameters: none.
SELECT to_regclass('cron.job') IS NOT NULL AS installed
