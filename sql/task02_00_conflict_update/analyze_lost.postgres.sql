-- Lets the planner know how few they are.
-- Writes: nothing. Parameters: none.
ANALYZE lost
