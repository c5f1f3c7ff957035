-- Lets the planner know how many people there are.
-- Writes: nothing. Parameters: none.
ANALYZE people
