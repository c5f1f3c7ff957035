-- Makes room in a table of which few rows changed.
-- Writes: nothing. Parameters: none.
VACUUM (SKIP_LOCKED) ${schema}."${table}"
