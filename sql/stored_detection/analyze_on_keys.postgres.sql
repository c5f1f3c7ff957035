-- Lets the planner know how many visits are on keys.
-- Writes: nothing. Parameters: none.
ANALYZE visits_on_keys
