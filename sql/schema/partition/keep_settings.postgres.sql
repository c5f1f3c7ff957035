-- Owner, privileges, comments, replica identity and what is set for statistics: of the table, of its sequences and of the
-- materialized views, for what takes their place. A partition can be reached through its table alone, but by who maintains it.
-- Writes: what stands beside. Parameters: none.
DO $keep$
DECLARE
    statement text;
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    FOR statement IN
        WITH kept AS (
            SELECT o.*, o.oid AS old, n.oid AS new, format('${beside}.%I', n.relname) AS name,
                CASE o.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS thing
            FROM pg_class n
            JOIN pg_class o ON o.relname = n.relname AND o.relnamespace = '${schema}'::regnamespace
            WHERE n.relnamespace = '${beside}'::regnamespace AND n.relkind IN ('r', 'p', 'm', 'S') AND NOT n.relispartition
                AND NOT o.relispartition
        ), tree AS (
            -- What holds the rows, too.
            SELECT k.*, format('${beside}.%I', c.relname) AS part
            FROM kept k
            CROSS JOIN LATERAL (
                SELECT k.new AS relid
                UNION SELECT relid FROM pg_partition_tree(k.new) WHERE k.relkind <> 'S') parts
            JOIN pg_class c ON c.oid = parts.relid
        ), given AS (
            SELECT k.*, p.privilege_type, p.grantee, p.is_grantable,
                CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END AS who
            FROM kept k, aclexplode(COALESCE(k.relacl, acldefault(CAST(CASE k.relkind WHEN 'S' THEN 's' ELSE 'r' END AS "char"), k.relowner))) p
        )
        SELECT command FROM (
            SELECT 1 AS place, format('GRANT USAGE, CREATE ON SCHEMA ${beside} TO %I', pg_get_userbyid(relowner)) AS command
            FROM kept WHERE pg_get_userbyid(relowner) <> current_user
            UNION
            SELECT 2, format('ALTER TABLE %s OWNER TO %I', part, pg_get_userbyid(relowner)) FROM tree
            WHERE relkind <> 'S'
            UNION ALL
            -- Default privileges may have given what the old one does not give.
            SELECT 3, format('REVOKE ALL ON %s %s FROM %s', thing, part,
                CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END)
            FROM tree t JOIN pg_class c ON c.oid = CAST(t.part AS regclass), aclexplode(c.relacl) p
            WHERE p.grantee <> c.relowner OR (c.oid = t.new AND t.relacl IS NOT NULL)
            UNION
            -- It takes those on columns, too: of a time before, which may be withdrawn.
            SELECT 3, format('REVOKE ALL ON TABLE %s FROM %s', t.part,
                CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END)
            FROM tree t JOIN pg_attribute a ON a.attrelid = CAST(t.part AS regclass), aclexplode(a.attacl) p
            UNION ALL
            SELECT 4, format('REVOKE ALL ON %s %s FROM %I', thing, name, pg_get_userbyid(relowner)) FROM kept WHERE relacl IS NOT NULL
            UNION ALL
            SELECT 5, format('GRANT %s ON %s %s TO %s%s', privilege_type, thing, name, who,
                CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
            FROM given WHERE relacl IS NOT NULL
            UNION ALL
            SELECT 5, format('GRANT %s ON TABLE %s TO %s', g.privilege_type, t.part, g.who)
            FROM given g JOIN tree t ON t.new = g.new AND t.part <> g.name
            WHERE g.privilege_type = 'MAINTAIN' AND g.grantee <> g.relowner
            UNION ALL
            SELECT 5, format('GRANT %s (%I) ON TABLE %s TO %s%s', p.privilege_type, a.attname, k.name,
                CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' END)
            FROM kept k JOIN pg_attribute a ON a.attrelid = k.old AND NOT a.attisdropped, aclexplode(a.attacl) p
            UNION ALL
            SELECT 6, format('COMMENT ON %s %s IS %L', CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE thing END, name,
                obj_description(old, 'pg_class'))
            FROM kept WHERE obj_description(old, 'pg_class') IS NOT NULL
            UNION ALL
            SELECT 6, format('COMMENT ON COLUMN %s.%I IS %L', k.name, a.attname, col_description(k.old, a.attnum))
            FROM kept k JOIN pg_attribute a ON a.attrelid = k.old AND a.attnum > 0 AND NOT a.attisdropped
            WHERE k.relkind = 'm' AND col_description(k.old, a.attnum) IS NOT NULL
            UNION ALL
            SELECT 7, format('ALTER TABLE %s REPLICA IDENTITY %s', part, CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
            FROM tree WHERE relkind IN ('r', 'p') AND relreplident IN ('f', 'n')
            UNION ALL
            SELECT 8, format('ALTER %s %s ALTER %I SET STATISTICS %s',
                CASE t.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, t.part, a.attname, a.attstattarget)
            FROM tree t JOIN pg_attribute a ON a.attrelid = t.old AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0
            WHERE t.relkind <> 'S'
            UNION ALL
            SELECT 8, format('ALTER %s %s ALTER %I SET (%s)',
                CASE t.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, t.part, a.attname, array_to_string(a.attoptions, ', '))
            FROM tree t JOIN pg_attribute a ON a.attrelid = t.old AND NOT a.attisdropped AND a.attoptions IS NOT NULL
            WHERE t.relkind <> 'S'
            UNION ALL
            -- A column of an index over an expression has statistics of its own.
            SELECT 8, format('ALTER INDEX ${beside}.%I ALTER %s SET STATISTICS %s', c.relname, a.attnum, a.attstattarget)
            FROM kept k JOIN pg_index i ON i.indrelid = k.old AND i.indisvalid AND CAST(i.indkey AS int2[]) @> ARRAY[0::int2]
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attstattarget >= 0
        ) commands
        ORDER BY place
    LOOP
        EXECUTE statement;
    END LOOP;
END
$keep$
