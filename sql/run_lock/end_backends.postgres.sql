-- Ends the backends of tasks that carry a fencing token; what they had not committed rolls back.
-- Writes: nothing. Parameters: token.
SELECT COUNT(pg_terminate_backend(pid)) AS ended
FROM pg_stat_activity
WHERE application_name LIKE '% token=' || CAST(:token AS bigint)
  AND usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
