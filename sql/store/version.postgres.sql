-- The version of PostgreSQL, who asks it, and whether the connection is encrypted.
-- Writes: nothing. Parameters: none.
SELECT current_setting('server_version') AS version, CAST(current_user AS text) AS role,
    COALESCE((SELECT s.version FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid() AND s.ssl), 'no') AS tls
