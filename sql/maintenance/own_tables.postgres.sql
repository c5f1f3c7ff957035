-- The tables of the schema.
-- Writes: nothing. Parameters: none.
SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schema}' ORDER BY tablename
