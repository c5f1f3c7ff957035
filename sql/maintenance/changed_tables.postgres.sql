-- The tables of the schema in which rows changed since they were last vacuumed or analyzed, and those that never were;
-- a partitioned one by its partitions, which its VACUUM takes along. After a crash the server has forgotten: all.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS name
FROM pg_class c
WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND EXISTS (
    SELECT FROM pg_stat_all_tables s
    WHERE s.relid IN (SELECT c.oid UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE isleaf)
      AND (s.n_mod_since_analyze > 0 OR s.n_dead_tup > 0 OR s.n_ins_since_vacuum > 0
        OR s.last_analyze IS NULL AND s.last_autoanalyze IS NULL))
ORDER BY c.relname
