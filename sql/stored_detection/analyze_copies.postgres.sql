-- Lets the planner know how many visits are to be written.
-- Writes: nothing. Parameters: none.
ANALYZE visit_copies
