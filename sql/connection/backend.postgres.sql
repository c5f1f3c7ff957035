-- The server process that answers.
-- Writes: nothing. Parameters: none.
SELECT pg_catalog.pg_backend_pid() AS backend
