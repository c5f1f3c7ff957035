-- Lets the planner know how many keys there are.
-- Writes: nothing. Parameters: none.
ANALYZE searched_keys, excluded_providers, state_names, speeds
