-- How many rows of conflictvisitmaps have each status.
-- Writes: nothing. Parameters: none.
SELECT COALESCE("StatusFlag", 'none') AS status, COUNT(*) AS "rows" FROM ${schema}.conflictvisitmaps GROUP BY 1 ORDER BY 1
