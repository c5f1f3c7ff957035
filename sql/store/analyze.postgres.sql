-- Lets the planner know what temporary tables hold, now that they are filled: all columns, or those of analyzed.csv.
-- Writes: statistics. Parameters: none.
ANALYZE ${analyzed}
