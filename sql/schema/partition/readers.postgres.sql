-- The views and materialized views that read conflictvisitmaps, or a materialized view that does; those of a view know
-- the view alone, which stays.
-- Writes: nothing. Parameters: none.
WITH RECURSIVE readers(relation, kind, depth) AS (
    SELECT CAST(t.relid AS oid), CAST('r' AS "char"), 0
    FROM (
        SELECT '${schema}.conflictvisitmaps'::regclass AS relid
        UNION SELECT relid FROM pg_partition_tree('${schema}.conflictvisitmaps')
    ) t
    UNION
    SELECT c.oid, c.relkind, r.depth + 1
    FROM readers r
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.relation AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite w ON w.oid = d.objid AND w.rulename = '_RETURN' AND w.ev_class <> r.relation
    JOIN pg_class c ON c.oid = w.ev_class
    WHERE r.kind IN ('r', 'm')
)
SELECT relation, kind, MAX(depth) AS depth FROM readers WHERE depth > 0 GROUP BY relation, kind
