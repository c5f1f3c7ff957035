-- The columns of a table of the store's schema, with their types; no rows.
-- Writes: nothing. Parameters: none.
SELECT * FROM ${schema}.${table} LIMIT 0
