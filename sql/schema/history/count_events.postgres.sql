-- How many events a month has.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS events FROM ${schema}.${partition}
