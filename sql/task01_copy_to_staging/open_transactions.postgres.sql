-- The transactions of others in this database; their names are never used again.
-- Writes: nothing. Parameters: none.
SELECT l.virtualtransaction AS transaction, l.pid AS session
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database() AND a.usesysid IS NOT NULL
WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND l.pid <> pg_backend_pid()
