-- Lets the planner know what is to be written.
-- Writes: nothing. Parameters: none.
ANALYZE sliced (visit_id, con_visit_id, slice, action)
