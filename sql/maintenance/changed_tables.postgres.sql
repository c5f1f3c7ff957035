-- The tables of the schema that have dead rows or new ones since they were last vacuumed, or of which more than two of a
-- hundred rows changed since they were last analyzed, and which of them are to be analyzed: these, one that never was, and
-- a partitioned one, whose own counters stand still. The largest first, a partitioned one by its partitions, which its
-- VACUUM takes along. After a crash the server has forgotten: all. ANALYZE of a table of 244 columns costs more than
-- VACUUM of a few changed rows, and no plan of ours hangs on the last of them (docs/decisions/0010). Sizes are the
-- catalogue's: asked for, they would wait for whoever holds the table. The history only grows, and no plan hangs on what is
-- known of it: that is left to autovacuum.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS name, bool_or(s.moved OR c.relkind = 'p') AS analyzes
FROM pg_class c
CROSS JOIN LATERAL (
    SELECT s.n_mod_since_analyze > 0.02 * s.n_live_tup OR s.last_analyze IS NULL AND s.last_autoanalyze IS NULL AS moved,
        s.n_dead_tup > 0 OR s.n_ins_since_vacuum > 0 AS worn,
        (SELECT p.relpages FROM pg_class p WHERE p.oid = s.relid) AS pages
    FROM pg_stat_all_tables s
    WHERE s.relid IN (SELECT c.oid UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE isleaf)
) s
WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'pipeline_history'
GROUP BY c.relname
HAVING bool_or(s.moved OR s.worn)
ORDER BY SUM(s.pages) DESC, c.relname
