-- Lets the planner know how many keys there are.
-- Writes: nothing. Parameters: none.
ANALYZE delta_keys, excluded_providers, state_names, speeds
