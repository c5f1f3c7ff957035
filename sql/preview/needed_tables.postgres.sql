-- The tables of the store that a run's tasks read, of those that are not there or that the role may not read.
-- Writes: nothing. Parameters: schema, tables.
SELECT n.name, c.oid IS NOT NULL AS is_there
FROM jsonb_array_elements_text(CAST(:tables AS jsonb)) WITH ORDINALITY n (name, place)
LEFT JOIN (pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace AND s.nspname = :schema) ON c.relname = n.name
WHERE c.oid IS NULL OR NOT has_table_privilege(c.oid, 'SELECT')
ORDER BY n.place
