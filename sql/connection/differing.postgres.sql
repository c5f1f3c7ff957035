-- What this connection has otherwise than the tasks rely on. Keepalives are of no effect where a pooler has a local socket.
-- Writes: nothing. Parameters: settings.
SELECT s.name, s.setting AS had
FROM pg_catalog.jsonb_each_text(CAST(:settings AS pg_catalog.jsonb)) w
JOIN pg_catalog.pg_settings s ON s.name = w.key
WHERE s.setting <> w.value AND s.name NOT LIKE 'tcp\_keepalives%'
