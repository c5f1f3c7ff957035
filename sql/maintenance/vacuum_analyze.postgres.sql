-- Makes room and lets the planner know a table.
-- Writes: nothing. Parameters: none.
VACUUM (ANALYZE, SKIP_LOCKED) ${schema}."${table}"
