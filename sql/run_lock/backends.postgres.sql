-- How many backends carry a fencing token: whether the task that took the lock with it still has connections.
-- Writes: nothing. Parameters: mark.
SELECT COUNT(*) AS backends
FROM pg_stat_activity
WHERE application_name LIKE '% ' || :mark AND usename = current_user AND pid <> pg_backend_pid()
