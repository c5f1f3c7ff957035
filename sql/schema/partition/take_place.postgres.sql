-- What stands beside takes the place of conflictvisitmaps and of the materialized views; views, triggers, policies,
-- statistics and publications follow. What would be left behind was looked for before, under the same lock.
-- Writes: conflictvisitmaps and what hangs on it. Parameters: none.
DO $swap$
DECLARE
    statements text[];
    views text[];
    statement text;
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    SELECT array_agg(command ORDER BY place, depth, command) INTO statements FROM (
        -- Ids go on where they are.
        SELECT 1 AS place, 0 AS depth, format('SELECT setval(%L, last_value, is_called) FROM ${schema}.%I',
            format('${beside}.%I', n.relname), n.relname) AS command
        FROM pg_class n JOIN pg_class o ON o.relname = n.relname AND o.relnamespace = '${schema}'::regnamespace AND o.relkind = 'S'
        WHERE n.relnamespace = '${beside}'::regnamespace AND n.relkind = 'S'
        UNION ALL
        SELECT place, 0, format('ALTER SEQUENCE ${schema}.%I OWNED BY %s', s.relname,
            CASE place WHEN 1 THEN 'NONE' ELSE format('${schema}.conflictvisitmaps.%I', a.attname) END)
        FROM (VALUES (1), (5)) places (place)
        CROSS JOIN pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.refobjid = '${schema}.conflictvisitmaps'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.classid = 'pg_class'::regclass AND d.deptype = 'a' AND to_regclass(format('${beside}.%I', s.relname)) IS NULL
        UNION ALL
        SELECT 2, -r.depth, format('DROP MATERIALIZED VIEW %s', CAST(r.relation AS regclass))
        FROM (
            ${include schema/partition/readers}
        ) r WHERE r.kind = 'm'
        UNION ALL
        SELECT 3, 0, 'DROP TABLE ${schema}.conflictvisitmaps'
        UNION ALL
        SELECT 4, 0, format('ALTER TABLE ${beside}.%I SET SCHEMA ${schema}', relname) FROM pg_class
        WHERE relnamespace = '${beside}'::regnamespace AND relkind IN ('r', 'p', 'm') AND relname NOT IN ('pipeline_changes', 'pipeline_had')
        UNION ALL
        SELECT 6, step.number, step.command
        FROM pg_trigger t
        CROSS JOIN LATERAL (VALUES
            (1, pg_get_triggerdef(t.oid)),
            (2, format('ALTER TABLE ${schema}.conflictvisitmaps %s TRIGGER %I',
                CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' END, t.tgname)),
            (2, format('COMMENT ON TRIGGER %I ON ${schema}.conflictvisitmaps IS %s', t.tgname,
                quote_literal(obj_description(t.oid, 'pg_trigger'))))
        ) step (number, command)
        WHERE t.tgrelid = '${schema}.conflictvisitmaps'::regclass AND NOT t.tgisinternal
            AND t.tgname NOT IN ('pipeline_changes', 'pipeline_truncate')
            AND (step.number = 1 OR (step.command LIKE 'ALTER%' AND t.tgenabled <> 'O')
                OR (step.command LIKE 'COMMENT%' AND obj_description(t.oid, 'pg_trigger') IS NOT NULL))
        UNION ALL
        SELECT 7, 1, format('CREATE POLICY %I ON ${schema}.conflictvisitmaps AS %s FOR %s TO %s%s%s', p.polname,
            CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
            (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
             FROM unnest(p.polroles) r (role)),
            ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
        FROM pg_policy p WHERE p.polrelid = '${schema}.conflictvisitmaps'::regclass
        UNION ALL
        SELECT 7, 2, format('COMMENT ON POLICY %I ON ${schema}.conflictvisitmaps IS %L', p.polname, obj_description(p.oid, 'pg_policy'))
        FROM pg_policy p
        WHERE p.polrelid = '${schema}.conflictvisitmaps'::regclass AND obj_description(p.oid, 'pg_policy') IS NOT NULL
        UNION ALL
        SELECT 7, 3, format('ALTER TABLE ${schema}.conflictvisitmaps %s ROW LEVEL SECURITY', said)
        FROM pg_class c CROSS JOIN LATERAL (VALUES (c.relrowsecurity, 'ENABLE'), (c.relforcerowsecurity, 'FORCE')) s (is_set, said)
        WHERE c.oid = '${schema}.conflictvisitmaps'::regclass AND s.is_set
        UNION ALL
        SELECT 8, 1, pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s WHERE s.stxrelid = '${schema}.conflictvisitmaps'::regclass
        UNION ALL
        SELECT 8, 2, format(step.command, n.nspname, s.stxname)
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
        CROSS JOIN LATERAL (VALUES
            ('ALTER STATISTICS %I.%I SET STATISTICS ' || NULLIF(s.stxstattarget, -1)),
            ('COMMENT ON STATISTICS %I.%I IS ' || replace(quote_literal(obj_description(s.oid, 'pg_statistic_ext')), '%', '%%')),
            ('ALTER STATISTICS %I.%I OWNER TO ' || replace(quote_ident(pg_get_userbyid(s.stxowner)), '%', '%%'))
        ) step (command)
        WHERE s.stxrelid = '${schema}.conflictvisitmaps'::regclass AND step.command IS NOT NULL
        UNION ALL
        SELECT 9, 0, format('ALTER PUBLICATION %I ADD TABLE ${schema}.conflictvisitmaps%s%s', p.pubname,
            (SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')' FROM pg_attribute a
             WHERE a.attrelid = r.prrelid AND a.attnum = ANY (CAST(r.prattrs AS int2[]))),
            ' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')')
        FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
        WHERE r.prrelid = '${schema}.conflictvisitmaps'::regclass
    ) commands;
    -- Names are looked for beside first: the views mean the new table from now on, and stay what they are otherwise.
    PERFORM set_config('search_path', '${schema}', TRUE);
    SELECT array_agg(format('CREATE OR REPLACE VIEW %I.%I%s AS %s', n.nspname, c.relname,
        ' WITH (' || array_to_string(c.reloptions, ', ') || ')', pg_get_viewdef(c.oid))) INTO views
    FROM (
        ${include schema/partition/readers}
    ) r JOIN pg_class c ON c.oid = r.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.kind = 'v';
    PERFORM set_config('search_path', '${beside}, ${schema}', TRUE);
    FOREACH statement IN ARRAY COALESCE(views, '{}') LOOP
        EXECUTE statement;
    END LOOP;
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END
$swap$
