-- Lets the planner know the delta.
-- Writes: nothing. Parameters: none.
ANALYZE delta_keys, delta_visits, spellings
