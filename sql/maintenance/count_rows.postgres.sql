-- How many rows a table has.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "rows" FROM ${schema}.${table}
