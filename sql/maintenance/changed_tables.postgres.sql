-- The tables of the schema in which rows changed since they were last vacuumed, and of those the ones in which more than
-- two of a hundred did since they were last analyzed; the largest first, a partitioned one by its partitions, which its
-- VACUUM takes along. After a crash the server has forgotten: all. ANALYZE of a table of 244 columns costs more than
-- VACUUM of a few changed rows, and no plan of ours hangs on the last of them (docs/decisions/0010).
-- Writes: nothing. Parameters: none.
SELECT c.relname AS name, bool_or(s.analyzes) AS analyzes
FROM pg_class c
CROSS JOIN LATERAL (
    SELECT s.n_mod_since_analyze > 0.02 * s.n_live_tup OR s.last_analyze IS NULL AND s.last_autoanalyze IS NULL AS analyzes,
        s.n_mod_since_analyze > 0 OR s.n_dead_tup > 0 OR s.n_ins_since_vacuum > 0
            OR s.last_analyze IS NULL AND s.last_autoanalyze IS NULL AS changed,
        pg_relation_size(s.relid) AS bytes
    FROM pg_stat_all_tables s
    WHERE s.relid IN (SELECT c.oid UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE isleaf)
) s
WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY c.relname
HAVING bool_or(s.changed)
ORDER BY SUM(s.bytes) DESC, c.relname
