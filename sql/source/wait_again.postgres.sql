-- From now on locks are waited for as long as a statement may take.
-- Writes: nothing. Parameters: none.
SET LOCAL lock_timeout = 0
