-- The version of PostgreSQL.
-- Writes: nothing. Parameters: none.
SELECT current_setting('server_version') AS version
