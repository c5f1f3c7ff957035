-- The sessions whose transaction goes on seeing what was there before a moment (REPEATABLE READ, an open cursor): to them the
-- rows of the new table are not there yet. Of other roles' sessions it needs pg_read_all_stats; who is at work is not told apart
-- from who sees what is there now, and is left out.
-- Writes: nothing. Parameters: moment.
SELECT string_agg(CAST(pid AS text), ', ' ORDER BY pid) AS pids
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
    AND backend_xmin IS NOT NULL AND xact_start < CAST(:moment AS timestamptz)
