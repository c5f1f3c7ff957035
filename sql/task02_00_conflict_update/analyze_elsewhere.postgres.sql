-- Lets the planner know how few they are.
-- Writes: nothing. Parameters: none.
ANALYZE candidates, elsewhere, crowded_visits, crowded_keys
