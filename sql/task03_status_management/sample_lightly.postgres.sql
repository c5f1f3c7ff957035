-- Makes ANALYZE look at 3,000 rows of a table: what the steps ask for is rare, and they need to know no more than that.
-- Writes: nothing. Parameters: none.
SET default_statistics_target = 10
