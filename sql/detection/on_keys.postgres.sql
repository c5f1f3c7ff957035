-- The visits on keys, found before: the planner knows how many they are.
-- Writes: nothing. Parameters: none.
SELECT visit_id FROM visits_on_keys
