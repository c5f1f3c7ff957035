-- How large conflictvisitmaps is, with its partitions where it has some.
-- Writes: nothing. Parameters: none.
SELECT CAST(SUM(pg_relation_size(relation)) AS bigint) / CAST(current_setting('block_size') AS bigint) AS blocks
FROM (
    SELECT CAST('${schema}.conflictvisitmaps' AS regclass) AS relation
    UNION SELECT relid FROM pg_partition_tree('${schema}.conflictvisitmaps')
) relations
