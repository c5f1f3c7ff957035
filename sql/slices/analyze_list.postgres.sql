-- Lets the planner know how few rows a slice has.
-- Writes: statistics. Parameters: none.
ANALYZE ${work_list} (slice)
