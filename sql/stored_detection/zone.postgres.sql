-- The zone of the tasks, until it ends: points in time of the replica are read as theirs.
-- Writes: nothing. Parameters: none.
SET LOCAL TIME ZONE 'UTC'
