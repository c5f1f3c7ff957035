-- Who holds rows of a list, as far as the server tells.
-- Writes: nothing. Parameters: none.
SELECT a.pid, COALESCE(NULLIF(a.application_name, ''), 'no name') AS application, COUNT(*) AS rows
FROM (SELECT DISTINCT ${key} AS id FROM ${work_list}) k
JOIN ${schema}.${table} c ON c."${id}" = k.id
JOIN pg_locks l ON l.locktype = 'transactionid' AND l.granted AND l.transactionid = c.xmax
JOIN pg_stat_activity a ON a.pid = l.pid
GROUP BY a.pid, a.application_name
ORDER BY 3 DESC, 1
LIMIT 5
