-- Ends the backends that carry a fencing token, in every database (pg_cron has its own); what they had not committed rolls back.
-- Those of another role only where this one may end them (pg_signal_backend); the fence stops the others at their next write.
-- Writes: nothing. Parameters: mark.
SELECT COUNT(pg_terminate_backend(a.pid)) AS ended
FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
WHERE a.application_name LIKE '% ' || :mark AND a.pid <> pg_backend_pid()
    AND (pg_has_role(a.usesysid, 'USAGE') OR (pg_has_role('pg_signal_backend', 'USAGE') AND NOT r.rolsuper))
