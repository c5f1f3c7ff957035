-- The columns of the tables of the schema, whoever may read them.
-- Writes: nothing. Parameters: none.
SELECT CAST(c.relname AS text) AS "table", CAST(a.attname AS text) AS "column"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = '${schema}' AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
