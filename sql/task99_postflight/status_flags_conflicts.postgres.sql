-- How many rows of conflicts have each status.
-- Writes: nothing. Parameters: none.
SELECT COALESCE("StatusFlag", 'none') AS status, COUNT(*) AS "rows" FROM ${schema}.conflicts GROUP BY 1 ORDER BY 1
