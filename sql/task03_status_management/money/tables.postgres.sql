-- The tables in which the map rows stand.
-- Writes: nothing. Parameters: none.
(SELECT string_agg(CAST(CAST(t.relid AS oid) AS text), ' ' ORDER BY CAST(t.relid AS oid))
    FROM (SELECT to_regclass('${schema}.conflictvisitmaps') AS relid
        UNION SELECT relid FROM pg_partition_tree(to_regclass('${schema}.conflictvisitmaps'))) t)
