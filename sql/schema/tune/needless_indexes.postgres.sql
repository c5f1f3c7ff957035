-- Indexes that cost more than they give, and why; an index of a partition that belongs to one of its table goes with that.
-- Writes: nothing. Parameters: none.
SELECT name, reason, CASE WHEN relkind = 'I' THEN 'DROP INDEX ' ELSE 'DROP INDEX CONCURRENTLY ' END || name AS mend
FROM (
    SELECT CAST(i.indexrelid AS regclass)::text AS name, c.relkind,
           CASE WHEN pg_get_indexdef(i.indexrelid) LIKE '%"StatusFlag"%'
                THEN 'every change of a status has to write it, and all other indexes too'
                WHEN pg_get_indexdef(i.indexrelid) LIKE '%("VisitID")' AND NOT i.indisunique
                THEN 'the unique index on (VisitID, ConVisitID) serves as well' END AS reason
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE NOT c.relispartition AND i.indrelid IN (
        SELECT to_regclass('${schema}.conflicts')
        UNION ALL
        SELECT to_regclass('${schema}.conflictvisitmaps')
        UNION ALL
        SELECT relid FROM pg_partition_tree(to_regclass('${schema}.conflictvisitmaps')))
) found
WHERE reason IS NOT NULL
ORDER BY name
