-- Lets the planner know the pairs and visits.
-- Writes: nothing. Parameters: none.
ANALYZE directed, visits_in
