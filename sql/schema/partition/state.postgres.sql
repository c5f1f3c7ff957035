-- The form that conflictvisitmaps has, what it takes on the disk with the materialized views that read it, and what a
-- change of its form that was broken off has left.
-- Writes: nothing. Parameters: none.
SELECT (SELECT count(*) FROM pg_partition_tree(c.oid) WHERE isleaf AND c.relkind = 'p') AS partitions,
    c.relkind = 'r' OR COALESCE(p.partstrat = 'h' AND p.partexprs IS NULL AND CAST(p.partattrs AS text) = CAST(a.attnum AS text), FALSE)
        AS by_visit,
    CAST((SELECT COALESCE(SUM(pg_total_relation_size(l.oid)), 0) FROM (
        ${include schema/tune/leaves}
    ) l) AS bigint) AS bytes,
    CAST((SELECT COALESCE(SUM(pg_total_relation_size(r.relation)), 0) FROM (
        ${include schema/partition/readers}
    ) r WHERE r.kind = 'm') AS bigint) AS view_bytes,
    to_regclass('${beside}.pipeline_changes') IS NOT NULL AS broken_off
FROM pg_class c
LEFT JOIN pg_partitioned_table p ON p.partrelid = c.oid
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'VisitID'
WHERE c.oid = '${schema}.conflictvisitmaps'::regclass
