-- The same, one at a time: who wants to change the lock waits here for whoever is changing it.
-- Writes: nothing. Parameters: none.
${include run_lock/lock_state}
FOR NO KEY UPDATE
