-- Who holds the lock, and whether it has been heard of within its lease.
-- Writes: nothing. Parameters: none.
SELECT * FROM ${schema}.pipeline_lock_state
