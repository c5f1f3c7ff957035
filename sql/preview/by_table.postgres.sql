-- Counts the rows that would be written, by table and action.
-- Writes: nothing. Parameters: none.
SELECT c.of_table, c.action, COUNT(*) AS rows FROM changes c GROUP BY 1, 2 ORDER BY 1, 2
