-- Lets the planner know how many visits meet on a key.
-- Writes: nothing. Parameters: none.
ANALYZE base_visits (key_no, visit_id, provider_id)
