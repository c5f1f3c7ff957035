-- Ends the backends that carry a fencing token, in every database (pg_cron has its own); what they had not committed rolls back.
-- Writes: nothing. Parameters: mark.
SELECT COUNT(pg_terminate_backend(pid)) AS ended
FROM pg_stat_activity
WHERE application_name LIKE '% ' || :mark AND usename = current_user AND pid <> pg_backend_pid()
