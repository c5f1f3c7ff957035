-- Lets the planner know how many patients there are.
-- Writes: nothing. Parameters: none.
ANALYZE patients
