-- Until the end of the transaction what others hold is waited for so long at most; which server process does so.
-- Writes: nothing. Parameters: most.
SELECT pg_backend_pid() AS backend, set_config('lock_timeout', :most, TRUE)
