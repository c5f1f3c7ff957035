-- How many backends carry a fencing token, of whoever may take the lock: whether the task that took it still has connections.
-- Writes: nothing. Parameters: mark.
SELECT COUNT(*) AS backends
FROM pg_stat_activity
WHERE application_name LIKE '% ' || :mark AND pid <> pg_backend_pid()
    AND has_table_privilege(usesysid, '${schema}.pipeline_lock', 'UPDATE')
