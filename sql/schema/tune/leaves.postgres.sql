-- The tables that hold the rows of conflictvisitmaps: itself, or its partitions.
-- Writes: nothing. Parameters: none.
SELECT c.* FROM pg_class c
WHERE c.relkind = 'r' AND c.oid IN (
    SELECT to_regclass('${schema}.conflictvisitmaps')
    UNION ALL
    SELECT relid FROM pg_partition_tree(to_regclass('${schema}.conflictvisitmaps')))
