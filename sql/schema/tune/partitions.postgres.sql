-- The partitions that hold the rows of a table, each with the name that an index of it has and whether it is there whole.
-- Writes: nothing. Parameters: index.
SELECT CAST(n.nspname AS text) AS schema, CAST(c.relname AS text) AS name, wanted.index,
    EXISTS (SELECT 1 FROM pg_index i JOIN pg_class made ON made.oid = i.indexrelid
            WHERE i.indrelid = c.oid AND i.indisvalid AND made.relname = wanted.index) AS present
FROM pg_partition_tree(to_regclass('${schema}.${relation}')) tree
JOIN pg_class c ON c.oid = tree.relid AND c.relkind = 'r'
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT format('%s_%s', CAST(:index AS text), c.oid) AS index) wanted
ORDER BY c.oid
