-- The tables of one row that have lost it: without it no run takes the lock, or a task forgets which of its steps are done.
-- Writes: nothing. Parameters: none.
SELECT 'pipeline_lock' AS name WHERE NOT EXISTS (SELECT 1 FROM ${schema}.pipeline_lock)
UNION ALL
SELECT 'pipeline_steps' WHERE NOT EXISTS (SELECT 1 FROM ${schema}.pipeline_steps)
