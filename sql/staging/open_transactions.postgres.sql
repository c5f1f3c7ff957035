-- The transactions of others in this database that hold a snapshot, or may: of other roles only a role with
-- pg_read_all_stats can tell. The name of a transaction is never used again.
-- Writes: nothing. Parameters: none.
SELECT l.virtualtransaction AS transaction, l.pid AS session
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database() AND a.usesysid IS NOT NULL
WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND l.pid <> pg_backend_pid()
    AND (a.backend_xmin IS NOT NULL
        OR NOT (pg_has_role(a.usesysid, 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE')))
