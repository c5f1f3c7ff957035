-- From now on a lock is waited for two seconds: who waits holds others up.
-- Writes: nothing. Parameters: none.
SET LOCAL lock_timeout = '2s'
