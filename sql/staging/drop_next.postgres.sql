-- Removes what a try that was killed left behind.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DROP TABLE IF EXISTS ${schema}.${next}
