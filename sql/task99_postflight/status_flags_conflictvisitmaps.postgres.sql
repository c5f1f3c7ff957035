-- How many rows of conflictvisitmaps have each status, and whether it is an open one.
-- Writes: nothing. Parameters: none.
SELECT COALESCE("StatusFlag", 'none') AS status, COUNT(*) AS "rows", ${open_status(MIN("StatusFlag"))} AS open
FROM ${schema}.conflictvisitmaps
GROUP BY 1
ORDER BY 1
