-- What conflictvisitmaps and the materialized views have that is copied but once: whoever changes it after that finds it
-- lost, unless what is there now is compared with what was. Names are in full where the search path is pg_catalog.
-- Writes: nothing. Parameters: none.
WITH leaves AS (
    ${include schema/tune/leaves}
), maps AS (
    SELECT * FROM pg_class WHERE oid = '${schema}.conflictvisitmaps'::regclass
), of_views AS (
    SELECT c.* FROM (
        ${include schema/partition/readers}
    ) r JOIN pg_class c ON c.oid = r.relation AND c.relkind = 'm'
)
SELECT 'column' AS kind, CAST(m.relname AS text) AS relation, CAST(a.attname AS text) AS name,
    concat_ws(' | ', row_number() OVER (ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), CAST(a.attcollation AS regcollation),
        a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcompression, pg_get_expr(d.adbin, d.adrelid),
        col_description(a.attrelid, a.attnum)) AS fact
FROM maps m JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint', m.relname, k.conname,
    concat_ws(' | ', pg_get_constraintdef(k.oid), k.convalidated, obj_description(k.oid, 'pg_constraint'))
FROM maps m JOIN pg_constraint k ON k.conrelid = m.oid AND k.contype NOT IN ('p', 'u')
UNION ALL
SELECT 'sequence', s.relname, s.relname, concat_ws(' | ', format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax,
    q.seqcache, q.seqcycle, d.refobjsubid)
FROM maps m JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = m.oid AND d.classid = 'pg_class'::regclass
    AND d.deptype IN ('a', 'i')
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence q ON q.seqrelid = s.oid
UNION ALL
SELECT 'table', l.relname, l.relname, concat_ws(' | ', l.relpersistence, l.reltablespace, l.reloptions, t.reloptions)
FROM leaves l LEFT JOIN pg_class t ON t.oid = l.reltoastrelid
UNION ALL
-- Of our own: whoever disables one and enables it again leaves another version of it behind.
SELECT 'trigger', c.relname, g.tgname, concat_ws(' | ', g.oid, g.xmin, g.tgenabled)
FROM (SELECT oid, relname FROM maps UNION SELECT oid, relname FROM leaves) c
JOIN pg_trigger g ON g.tgrelid = c.oid AND g.tgname IN ('pipeline_changes', 'pipeline_truncate')
UNION ALL
SELECT 'index', c.relname, x.relname, concat_ws(' | ', pg_get_indexdef(x.oid), x.reloptions, x.reltablespace, i.indisclustered,
    i.indisreplident, pg_get_constraintdef(k.oid), obj_description(x.oid, 'pg_class'), obj_description(k.oid, 'pg_constraint'))
FROM (SELECT oid, relname FROM maps UNION ALL SELECT oid, relname FROM of_views) c
JOIN pg_index i ON i.indrelid = c.oid AND i.indisvalid JOIN pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = x.oid AND k.conrelid = c.oid AND k.contype IN ('p', 'u')
UNION ALL
SELECT 'materialized view', v.relname, v.relname,
    concat_ws(' | ', pg_get_viewdef(v.oid), v.reloptions, v.reltablespace, v.relispopulated)
FROM of_views v
