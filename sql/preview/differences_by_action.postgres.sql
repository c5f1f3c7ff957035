-- Counts the differences, by what becomes of the rows by either version.
-- Writes: nothing. Parameters: none.
SELECT d.first, d.second, COUNT(*) AS rows FROM differences d GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
