-- How many rows are open.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "rows" FROM ${schema}.conflictvisitmaps c WHERE ${open_status(c."StatusFlag")}
