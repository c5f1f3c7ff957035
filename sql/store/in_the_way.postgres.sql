-- For whom a server process waits in the end: who waits for others itself is not in the way. 0 is a prepared transaction.
-- Since when others' transactions are open only a role with pg_read_all_stats is told.
-- Writes: nothing. Parameters: backend.
WITH RECURSIVE before AS (
    SELECT unnest(pg_blocking_pids(CAST(:backend AS integer))) AS pid
    UNION
    SELECT unnest(pg_blocking_pids(pid)) FROM before
)
SELECT b.pid, COALESCE(NULLIF(a.application_name, ''), CASE WHEN b.pid = 0 THEN 'a prepared transaction' END, 'no name') AS application,
    COALESCE(a.usename, 'unknown') AS role, a.xact_start AS since
FROM before b LEFT JOIN pg_stat_activity a ON a.pid = b.pid
WHERE cardinality(pg_blocking_pids(b.pid)) = 0
ORDER BY since, b.pid
LIMIT 5
