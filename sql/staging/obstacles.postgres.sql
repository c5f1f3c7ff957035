-- Why a new table cannot take the place of conflictlog_staging: what hangs on the old one would stay behind with it.
-- Writes: nothing. Parameters: none.
WITH staging AS (
    SELECT c.*, c.oid AS relation, a.typarray FROM pg_class c LEFT JOIN pg_type a ON a.oid = c.reltype
    WHERE c.oid = to_regclass('${schema}.conflictlog_staging')
), me AS (
    SELECT oid, rolsuper FROM pg_roles WHERE rolname = current_user
)
SELECT CASE WHEN pg_has_role(s.relowner, 'MEMBER')
            THEN 'the role is a member of its owner, but lacks its rights (NOINHERIT, or the owner may not create in the schema)'
            ELSE 'the role is not its owner (`migrate --grant-to` makes it so)' END AS reason
FROM staging s, me
WHERE NOT (me.rolsuper OR s.relowner = me.oid
    OR (pg_has_role(s.relowner, 'USAGE')
        AND CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN pg_has_role(s.relowner, 'SET') ELSE TRUE END
        AND has_schema_privilege(s.relowner, s.relnamespace, 'CREATE')))
UNION ALL
SELECT 'the role may not create tables in the schema' FROM staging s WHERE NOT has_schema_privilege(s.relnamespace, 'CREATE')
UNION ALL
-- What was dropped a moment ago has no description any more.
SELECT DISTINCT 'the ' || COALESCE(pg_describe_object(
        CASE WHEN r.oid IS NULL THEN d.classid ELSE CAST('pg_class' AS regclass) END,
        COALESCE(r.ev_class, d.objid), 0), 'object dropped just now') || ' depends on it'
FROM staging s
JOIN pg_depend d ON d.deptype = 'n'
    AND ((d.refclassid = CAST('pg_class' AS regclass) AND d.refobjid = s.relation)
         OR (d.refclassid = CAST('pg_type' AS regclass) AND d.refobjid IN (s.reltype, s.typarray)))
LEFT JOIN pg_rewrite r ON d.classid = CAST('pg_rewrite' AS regclass) AND r.oid = d.objid
LEFT JOIN pg_attrdef computed ON d.classid = CAST('pg_attrdef' AS regclass) AND computed.oid = d.objid AND computed.adrelid = s.relation
LEFT JOIN pg_constraint own ON d.classid = CAST('pg_constraint' AS regclass) AND own.oid = d.objid AND own.conrelid = s.relation
WHERE own.oid IS NULL AND computed.oid IS NULL -- a generated column hangs on its own table
UNION ALL
SELECT 'it has a trigger' FROM staging s WHERE EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = s.relation AND NOT t.tgisinternal)
UNION ALL
SELECT 'it has a rule' FROM staging s WHERE s.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = s.relation)
UNION ALL
SELECT 'it has row security' FROM staging s
WHERE s.relrowsecurity OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = s.relation)
UNION ALL
-- Also those of all tables, or of all in the schema, which would publish the table beside it as well.
SELECT DISTINCT 'it is in the publication ' || quote_ident(p.pubname)
FROM staging s
JOIN pg_publication_tables p ON p.tablename = s.relname AND to_regnamespace(quote_ident(p.schemaname)) = s.relnamespace
UNION ALL
SELECT 'it has a constraint that a copy would not have' FROM staging s
WHERE EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = s.relation AND (k.contype IN ('f', 'x') OR k.condeferrable))
UNION ALL
SELECT 'it is not a plain table' FROM staging s
WHERE s.relkind <> 'r' OR s.relpersistence <> 'p' OR s.reloftype <> 0
    OR EXISTS (SELECT 1 FROM pg_inherits i WHERE s.relation IN (i.inhparent, i.inhrelid))
UNION ALL
SELECT DISTINCT 'the role may not create in the tablespace ' || quote_ident(t.spcname)
FROM staging s
JOIN pg_class c ON c.oid = s.relation OR c.oid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = s.relation)
JOIN pg_tablespace t ON t.oid = c.reltablespace
WHERE NOT has_tablespace_privilege(t.oid, 'CREATE')
