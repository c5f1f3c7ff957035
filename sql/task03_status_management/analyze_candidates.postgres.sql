-- Lets the plan of the write know how few rows it is about.
-- Writes: statistics. Parameters: none.
ANALYZE candidates
