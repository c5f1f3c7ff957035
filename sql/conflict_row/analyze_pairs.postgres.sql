-- Lets the planner know what pairs and visits are joined by.
-- Writes: nothing. Parameters: none.
ANALYZE directed (visit_id, con_visit_id), visits_in ("VisitID")
