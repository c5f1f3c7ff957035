-- Counts the rows that were written.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS updated FROM written
