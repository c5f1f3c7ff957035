-- Lets the planner know how many pairs are left.
-- Writes: nothing. Parameters: none.
ANALYZE detected_pairs (a_visit_id, b_visit_id)
