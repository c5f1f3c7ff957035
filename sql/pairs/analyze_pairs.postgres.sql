-- Lets the planner know the pairs, and of the visits what they are joined by.
-- Writes: nothing. Parameters: none.
ANALYZE directed, visits_in ("VisitID")
