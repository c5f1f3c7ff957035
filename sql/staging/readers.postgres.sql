-- The sessions that hold conflictlog_staging.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT pid AS session FROM pg_locks
WHERE relation = to_regclass('${schema}.conflictlog_staging') AND granted AND pid <> pg_backend_pid() ORDER BY pid
