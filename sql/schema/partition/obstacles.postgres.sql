-- What keeps conflictvisitmaps from changing its form, and what mends it: what hangs on the old table would stay behind.
-- Asked before anything is begun, and once more under the lock, so of no row: those are rows_in_the_way.
-- Writes: nothing. Parameters: partitions.
WITH tree AS (
    SELECT c.*, t.typarray, c.oid = '${schema}.conflictvisitmaps'::regclass AS is_root,
        CAST(CAST(c.oid AS regclass) AS text) AS name
    FROM pg_class c LEFT JOIN pg_type t ON t.oid = c.reltype
    WHERE c.oid = '${schema}.conflictvisitmaps'::regclass
        OR c.oid IN (SELECT relid FROM pg_partition_tree('${schema}.conflictvisitmaps'))
), maps AS (
    SELECT * FROM tree WHERE is_root
), readers AS (
    ${include schema/partition/readers}
), moved AS (
    SELECT oid, relowner, relnamespace, relkind, relispartition, reltype, typarray, name FROM tree
    UNION ALL
    SELECT c.oid, c.relowner, c.relnamespace, c.relkind, FALSE, c.reltype, t.typarray, CAST(CAST(c.oid AS regclass) AS text)
    FROM readers r JOIN pg_class c ON c.oid = r.relation LEFT JOIN pg_type t ON t.oid = c.reltype
), wanted AS (
    SELECT CAST(:partitions AS integer) AS partitions
), me AS (
    SELECT oid, rolsuper FROM pg_roles WHERE rolname = current_user
), keys AS (
    -- Unique indexes without VisitID; the one on ID alone gets it, as an id comes from its sequence.
    SELECT c.relname, substr(pg_get_indexdef(i.indexrelid), strpos(pg_get_indexdef(i.indexrelid), ' USING ') + 1)
            ~ '^USING btree \("ID"\)' AS of_id, i.indisprimary
    FROM maps m JOIN pg_index i ON i.indrelid = m.oid AND i.indisunique AND i.indisvalid JOIN pg_class c ON c.oid = i.indexrelid
    WHERE NOT EXISTS (
        SELECT 1 FROM unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum = k.attnum AND a.attname = 'VisitID'
        WHERE k.place <= i.indnkeyatts)
), published AS (
    SELECT p.oid, p.pubname, p.puballtables, p.pubviaroot, p.pubowner, p.pubupdate OR p.pubdelete AS changes, r.prrelid, r.prattrs
    FROM pg_publication p LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid IN (SELECT oid FROM tree)
    WHERE p.puballtables OR r.prrelid IS NOT NULL
        OR EXISTS (SELECT 1 FROM pg_publication_namespace n, maps m WHERE n.pnpubid = p.oid AND n.pnnspid = m.relnamespace)
)
SELECT reason, mend FROM (
    SELECT 1 AS place, 'it is no plain table, and not one of partitions' AS reason, NULL AS mend FROM maps m
    WHERE m.relkind NOT IN ('r', 'p') OR m.relpersistence <> 'p' OR m.reloftype <> 0 OR m.relispartition
        OR (m.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_inherits i WHERE m.oid IN (i.inhparent, i.inhrelid)))
        OR EXISTS (SELECT 1 FROM tree t WHERE t.relkind NOT IN ('r', 'p'))
        OR EXISTS (SELECT 1 FROM tree t JOIN pg_am a ON a.oid = t.relam AND a.amname <> 'heap' WHERE t.relkind = 'r')
    UNION ALL
    SELECT 2, format('%s belongs to %s, whose rights the role lacks', v.name, pg_get_userbyid(v.relowner)),
        format('GRANT %I TO %I', pg_get_userbyid(v.relowner), CAST(current_user AS text))
    FROM moved v, me
    WHERE NOT (me.rolsuper OR v.relowner = me.oid OR (pg_has_role(v.relowner, 'USAGE')
        AND CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN pg_has_role(v.relowner, 'SET') ELSE TRUE END))
    UNION ALL
    SELECT 3, 'the role may not create tables in the schema',
        format('GRANT CREATE ON SCHEMA ${schema} TO %I', CAST(current_user AS text))
    FROM maps m WHERE NOT has_schema_privilege(m.relnamespace, 'CREATE')
    UNION ALL
    SELECT 4, 'the role may not make the schema ${beside}, in which the new table is filled',
        format('CREATE SCHEMA ${beside} AUTHORIZATION %I', CAST(current_user AS text))
    WHERE to_regnamespace('${beside}') IS NULL AND NOT has_database_privilege(current_database(), 'CREATE')
    UNION ALL
    SELECT 4, 'the schema ${beside} is there, and holds what is not of migrate, or belongs to another role', NULL
    FROM pg_namespace n, me
    WHERE n.oid = to_regnamespace('${beside}') AND (NOT pg_has_role(n.nspowner, 'USAGE')
        OR (obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM 'migrate: what takes the place of a table'
            AND EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid)))
    UNION ALL
    SELECT 5, format('%s takes the name of a partition', c.oid::regclass), NULL
    FROM wanted w, maps m, generate_series(0, w.partitions - 1) part
    JOIN pg_class c ON c.relname = 'conflictvisitmaps_p' || part
    WHERE c.relnamespace = m.relnamespace AND c.oid NOT IN (SELECT oid FROM tree)
    UNION ALL
    SELECT 6, format('the role may not create in the tablespace %s', t.spcname),
        format('GRANT CREATE ON TABLESPACE %I TO %I', t.spcname, CAST(current_user AS text))
    FROM pg_tablespace t
    WHERE NOT has_tablespace_privilege(t.oid, 'CREATE') AND t.oid IN (
        SELECT c.reltablespace FROM moved v JOIN pg_class c ON c.oid = v.oid
            OR c.oid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = v.oid))
    UNION ALL
    SELECT 7, 'it has no column "VisitID" or "ID" that is NOT NULL',
        'ALTER TABLE ${schema}.conflictvisitmaps ALTER "ID" SET NOT NULL'
    FROM maps m
    WHERE NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = m.oid AND a.attname = 'VisitID')
        OR NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = m.oid AND a.attname = 'ID' AND a.attnotnull)
    UNION ALL
    SELECT 8, 'no index finds a row by "ID"',
        CASE m.relkind WHEN 'r' THEN 'CREATE INDEX CONCURRENTLY ON ${schema}.conflictvisitmaps ("ID")'
            ELSE 'CREATE INDEX ON ${schema}.conflictvisitmaps ("ID")' END
    FROM maps m
    WHERE NOT EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = m.oid AND a.attname = 'ID'
        WHERE i.indrelid = m.oid AND i.indisvalid AND i.indpred IS NULL AND (CAST(i.indkey AS int2[]))[0] = a.attnum)
    UNION ALL
    SELECT 9, format('the unique index %I lacks "VisitID", which one over partitions must have', k.relname), NULL
    FROM keys k, wanted w WHERE w.partitions > 0 AND NOT k.of_id
    UNION ALL
    SELECT 12, format('the index %s is of a partition alone', c.oid::regclass), format('DROP INDEX CONCURRENTLY %s', c.oid::regclass)
    FROM tree t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
    WHERE t.relispartition AND NOT c.relispartition
    UNION ALL
    SELECT 13, format('the foreign key %I of %s', k.conname, CAST(k.conrelid AS regclass)),
        format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(k.conrelid AS regclass), k.conname)
    FROM pg_constraint k
    WHERE k.contype = 'f' AND k.conparentid = 0 AND (k.conrelid IN (SELECT oid FROM tree) OR k.confrelid IN (SELECT oid FROM tree))
    UNION ALL
    SELECT 14, format('the constraint %I of %s: %s', k.conname, t.name, pg_get_constraintdef(k.oid)),
        CASE WHEN k.contype = 'c' AND NOT k.convalidated THEN format('ALTER TABLE %s VALIDATE CONSTRAINT %I', t.name, k.conname)
            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', t.name, k.conname) END
    FROM wanted w, tree t JOIN pg_constraint k ON k.conrelid = t.oid
    WHERE k.contype = 'x' OR (k.contype = 'c' AND (NOT k.convalidated OR (k.connoinherit AND w.partitions > 0)
        OR (NOT t.is_root AND k.coninhcount = 0)))
    UNION ALL
    SELECT 15, format('the trigger %I of %s, which one over partitions cannot be', g.tgname, t.name),
        format('DROP TRIGGER %I ON %s', g.tgname, t.name)
    FROM wanted w, tree t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgparentid = 0
    WHERE (NOT t.is_root AND g.tgname <> 'pipeline_truncate') OR g.tgconstraint <> 0
        OR (w.partitions > 0 AND g.tgtype & 1 = 1 AND (g.tgoldtable IS NOT NULL OR g.tgnewtable IS NOT NULL))
    UNION ALL
    SELECT 16, format('the rule %I of %s', r.rulename, t.name), format('DROP RULE %I ON %s', r.rulename, t.name)
    FROM tree t JOIN pg_rewrite r ON r.ev_class = t.oid
    UNION ALL
    SELECT 17, format('it is clustered on %s', i.indexrelid::regclass), 'ALTER TABLE ${schema}.conflictvisitmaps SET WITHOUT CLUSTER'
    FROM wanted w, maps m JOIN pg_index i ON i.indrelid = m.oid AND i.indisclustered WHERE w.partitions > 0
    UNION ALL
    SELECT DISTINCT 18, format('%s has the security label of %s', l.objname, l.provider), NULL
    FROM pg_seclabels l WHERE l.objoid IN (SELECT oid FROM tree)
    UNION ALL
    SELECT 19, format('the materialized view %s is in another schema', v.name), NULL
    FROM moved v, maps m WHERE v.relkind = 'm' AND v.relnamespace <> m.relnamespace
    UNION ALL
    SELECT 20, format('the publication %I is of all tables, and would show the new one before it is whole', p.pubname),
        format('DROP PUBLICATION %I; then CREATE PUBLICATION … FOR TABLES IN SCHEMA ${schema}', p.pubname)
    FROM published p WHERE p.puballtables
    UNION ALL
    SELECT 21, format('the publication %I shows partitions, whose names no subscriber knows', p.pubname),
        format('ALTER PUBLICATION %I SET (publish_via_partition_root = true)', p.pubname)
    FROM published p, wanted w WHERE w.partitions > 0 AND NOT p.pubviaroot AND NOT p.puballtables
    UNION ALL
    SELECT 22, format('the publication %I belongs to %s, whose rights the role lacks', p.pubname, pg_get_userbyid(p.pubowner)),
        format('ALTER PUBLICATION %I OWNER TO %I', p.pubname, CAST(current_user AS text))
    FROM published p WHERE p.prrelid IS NOT NULL AND NOT pg_has_role(p.pubowner, 'USAGE')
    UNION ALL
    SELECT 23, format('the publication %I is of a partition', p.pubname),
        format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, CAST(p.prrelid AS regclass))
    FROM published p WHERE p.prrelid IN (SELECT oid FROM tree WHERE NOT is_root)
    UNION ALL
    SELECT 24, format('the publication %I lists columns without "VisitID", which the key then has', p.pubname),
        format('ALTER PUBLICATION %I SET TABLE … with "VisitID" in the list', p.pubname)
    FROM published p, wanted w, maps m
    WHERE w.partitions > 0 AND p.changes AND p.prattrs IS NOT NULL AND m.relreplident = 'd'
        AND EXISTS (SELECT 1 FROM keys k WHERE k.of_id AND k.indisprimary)
        AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = m.oid AND a.attname = 'VisitID'
            AND a.attnum = ANY (CAST(p.prattrs AS int2[])))
    UNION ALL
    SELECT DISTINCT 25, format('the %s depends on %s', COALESCE(pg_describe_object(d.classid, d.objid, d.objsubid), 'object dropped just now'),
        v.name), NULL
    FROM moved v
    JOIN pg_depend d ON d.deptype = 'n'
        AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid)
             OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (v.reltype, v.typarray)))
    WHERE v.relkind <> 'v' AND NOT CASE d.classid
        WHEN 'pg_rewrite'::regclass THEN EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.oid = d.objid
            AND (r.ev_class IN (SELECT oid FROM tree) OR (r.rulename = '_RETURN' AND NOT v.relispartition AND r.ev_class IN (SELECT oid FROM moved))))
        WHEN 'pg_attrdef'::regclass THEN EXISTS (SELECT 1 FROM pg_attrdef f WHERE f.oid = d.objid AND f.adrelid IN (SELECT oid FROM tree))
        WHEN 'pg_constraint'::regclass THEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.oid = d.objid
            AND (k.contype = 'f' OR k.conrelid IN (SELECT oid FROM tree)))
        WHEN 'pg_trigger'::regclass THEN EXISTS (SELECT 1 FROM pg_trigger g WHERE g.oid = d.objid AND g.tgrelid IN (SELECT oid FROM tree))
        WHEN 'pg_policy'::regclass THEN EXISTS (SELECT 1 FROM pg_policy y WHERE y.oid = d.objid AND y.polrelid IN (SELECT oid FROM tree))
        WHEN 'pg_publication_rel'::regclass THEN TRUE
        ELSE FALSE END
    UNION ALL
    SELECT DISTINCT 26, format('%s groups by the primary key of "ID" alone, which gets "VisitID"', v.name),
        format('let %s group by each column that it shows', v.name)
    FROM wanted w, keys k, maps m JOIN pg_constraint p ON p.conrelid = m.oid
    JOIN pg_depend d ON d.refclassid = 'pg_constraint'::regclass AND d.refobjid = p.oid AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite r ON r.oid = d.objid JOIN moved v ON v.oid = r.ev_class
    WHERE w.partitions > 0 AND k.of_id AND k.indisprimary AND p.conname = k.relname
    UNION ALL
    SELECT 27, format('the temporary view %s of another session', v.name), 'end the session that made it'
    FROM moved v JOIN pg_class c ON c.oid = v.oid WHERE c.relpersistence = 't'
    UNION ALL
    SELECT DISTINCT 28, format('the role may not create in the schema %s, where %s is', CAST(v.relnamespace AS regnamespace), v.name),
        format('GRANT CREATE ON SCHEMA %s TO %I', CAST(v.relnamespace AS regnamespace), CAST(current_user AS text))
    FROM moved v JOIN pg_class c ON c.oid = v.oid, maps m
    WHERE v.relkind = 'v' AND c.relpersistence <> 't' AND v.relnamespace <> m.relnamespace
        AND NOT has_schema_privilege(v.relnamespace, 'CREATE')
    UNION ALL
    SELECT 29, format('the subscription %s writes to %s', quote_ident(s.subname), t.name),
        format('ALTER SUBSCRIPTION %I …, so that it has another target', s.subname)
    FROM tree t JOIN pg_subscription_rel r ON r.srrelid = t.oid JOIN pg_subscription s ON s.oid = r.srsubid
    UNION ALL
    SELECT 30, format('it needs %s locks at once, and max_locks_per_transaction leaves room for %s', l.of_the_swap, l.room),
        format('max_locks_per_transaction = %s, and a restart of the server', CEIL(1.5 * l.of_the_swap * l.per_transaction / l.room))
    FROM (
        ${include schema/partition/locks}
    ) l WHERE l.of_the_swap > l.room
) found
ORDER BY place, reason
