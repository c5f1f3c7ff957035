-- Owner, privileges and comment of conflictlog_staging, and where its ids stand, for the table that takes its place.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DO $keep$
DECLARE
    old pg_class;
    new pg_class;
    statement text;
BEGIN
    SELECT * INTO old FROM pg_class WHERE oid = '${schema}.conflictlog_staging'::regclass;
    EXECUTE format('ALTER TABLE ${schema}.${next} OWNER TO %I', pg_get_userbyid(old.relowner));
    EXECUTE format('COMMENT ON TABLE ${schema}.${next} IS %L', obj_description(old.oid, 'pg_class'));
    SELECT * INTO new FROM pg_class WHERE oid = '${schema}.${next}'::regclass;
    FOR statement IN
        WITH sequences AS (
            ${include staging/identity_sequences}
        ), given AS (
            -- Default privileges may have given what the old table does not give.
            SELECT 'TABLE ${schema}.${next}' AS thing, p.grantee FROM aclexplode(new.relacl) p
            UNION
            SELECT format('SEQUENCE %s', new_sequence), p.grantee
            FROM sequences s JOIN pg_class c ON c.oid = s.new_sequence, aclexplode(c.relacl) p
        ), to_give AS (
            SELECT p.privilege_type AS privilege, 'TABLE ${schema}.${next}' AS thing, p.grantee, p.is_grantable
            FROM aclexplode(COALESCE(old.relacl, acldefault('r', old.relowner))) p
            UNION ALL
            SELECT format('%s (%I)', p.privilege_type, a.attname), 'TABLE ${schema}.${next}', p.grantee, p.is_grantable
            FROM pg_attribute a, aclexplode(a.attacl) p WHERE a.attrelid = old.oid AND NOT a.attisdropped
            UNION ALL
            SELECT p.privilege_type, format('SEQUENCE %s', s.new_sequence), p.grantee, p.is_grantable
            FROM sequences s JOIN pg_class c ON c.oid = s.old_sequence,
                aclexplode(COALESCE(c.relacl, acldefault('s', c.relowner))) p
        )
        SELECT command FROM (
            SELECT 1 AS place, format('REVOKE ALL ON %s FROM %s', thing,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END) AS command
            FROM given
            UNION ALL
            SELECT 2, format('GRANT %s ON %s TO %s', privilege, thing,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
                || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM to_give
            UNION ALL
            SELECT 3, format('SELECT setval(%L, last_value, is_called) FROM %s', new_sequence, old_sequence)
            FROM sequences
        ) commands
        ORDER BY place
    LOOP
        EXECUTE statement;
    END LOOP;
END
$keep$
