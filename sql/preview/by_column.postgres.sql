-- Counts, by column, the stored map rows in which it would be another.
-- Writes: nothing. Parameters: none.
SELECT n.name, COUNT(*) AS rows
FROM changes c CROSS JOIN LATERAL unnest(c.columns) n (name)
WHERE c.of_table = 'conflictvisitmaps'
GROUP BY n.name
ORDER BY 2 DESC, 1
