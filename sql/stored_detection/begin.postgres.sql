-- Begins what a person runs by hand; as a task's session does, it sees what was committed until now.
-- Writes: nothing. Parameters: none.
BEGIN ISOLATION LEVEL REPEATABLE READ
