-- Why a new table cannot take the place of conflictlog_staging: what hangs on the old one would stay behind with it.
-- Writes: nothing. Parameters: none.
WITH staging AS (
    SELECT c.*, c.oid AS relation, a.typarray FROM pg_class c LEFT JOIN pg_type a ON a.oid = c.reltype
    WHERE c.oid = to_regclass('${schema}.conflictlog_staging')
), me AS (
    SELECT oid, rolsuper FROM pg_roles WHERE rolname = current_user
)
SELECT 'the role is not its owner' AS reason FROM staging s, me
WHERE NOT (me.rolsuper OR s.relowner = me.oid
    OR (pg_has_role(s.relowner, 'MEMBER') AND has_schema_privilege(s.relowner, s.relnamespace, 'CREATE')))
UNION ALL
SELECT 'the role may not create tables in the schema' FROM staging s WHERE NOT has_schema_privilege(s.relnamespace, 'CREATE')
UNION ALL
SELECT DISTINCT 'the ' || pg_describe_object(
        CASE WHEN r.oid IS NULL THEN d.classid ELSE CAST('pg_class' AS regclass) END,
        COALESCE(r.ev_class, d.objid), 0) || ' depends on it'
FROM staging s
JOIN pg_depend d ON d.deptype = 'n'
    AND ((d.refclassid = CAST('pg_class' AS regclass) AND d.refobjid = s.relation)
         OR (d.refclassid = CAST('pg_type' AS regclass) AND d.refobjid IN (s.reltype, s.typarray)))
LEFT JOIN pg_rewrite r ON d.classid = CAST('pg_rewrite' AS regclass) AND r.oid = d.objid
LEFT JOIN pg_constraint own ON d.classid = CAST('pg_constraint' AS regclass) AND own.oid = d.objid AND own.conrelid = s.relation
WHERE own.oid IS NULL
UNION ALL
SELECT 'it has a trigger' FROM staging s WHERE EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = s.relation AND NOT t.tgisinternal)
UNION ALL
SELECT 'it has a rule' FROM staging s WHERE s.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = s.relation)
UNION ALL
SELECT 'it has row security' FROM staging s
WHERE s.relrowsecurity OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = s.relation)
UNION ALL
SELECT 'it is in a publication' FROM staging s WHERE EXISTS (SELECT 1 FROM pg_publication_rel p WHERE p.prrelid = s.relation)
UNION ALL
SELECT 'it has a constraint that a copy would not have' FROM staging s
WHERE EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = s.relation AND (k.contype IN ('f', 'x') OR k.condeferrable))
UNION ALL
SELECT 'it is not a plain table' FROM staging s
WHERE s.relkind <> 'r' OR s.relpersistence <> 'p' OR s.reltablespace <> 0 OR s.reloftype <> 0
    OR EXISTS (SELECT 1 FROM pg_inherits i WHERE s.relation IN (i.inhparent, i.inhrelid))
