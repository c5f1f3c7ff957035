-- The columns of a table.
-- Writes: nothing. Parameters: none.
SELECT * FROM ${table} LIMIT 0
