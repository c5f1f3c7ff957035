-- Lets the planner know how many rows are looked at.
-- Writes: nothing. Parameters: none.
ANALYZE stored_rows
