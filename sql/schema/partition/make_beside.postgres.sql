-- An empty table like conflictvisitmaps, in its new form and in a schema of its own, where all that it has may have the names
-- that it is to have. What a table of partitions cannot keep is noted with each partition, and comes back.
-- Writes: the schema beside. Parameters: none.
DO $make$
DECLARE
    old pg_class;
    leaf pg_class;
    parts integer := CAST(current_setting('conflict.partitions') AS integer);
    with_identity boolean := CAST(current_setting('conflict.partitions') AS integer) = 0
        OR current_setting('server_version_num')::integer >= 170000;
    before jsonb;
    options text;
    place text;
    statement text;
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    SELECT * INTO old FROM pg_class WHERE oid = '${schema}.conflictvisitmaps'::regclass;
    SELECT l.* INTO leaf FROM (
        ${include schema/tune/leaves}
    ) l ORDER BY l.oid LIMIT 1;
    IF to_regnamespace('${beside}') IS NULL THEN
        CREATE SCHEMA ${beside};
    END IF;
    COMMENT ON SCHEMA ${beside} IS 'migrate: what takes the place of a table';
    -- Before it is copied: what changes between is found to be other, and not missed.
    CREATE TABLE ${beside}.pipeline_had AS SELECT * FROM (
        ${include schema/partition/what_it_has}
    ) has WHERE kind IN ('column', 'constraint', 'sequence', 'table');
    before := (
        ${include schema/partition/before}
    );
    before := COALESCE(before, jsonb_build_object(
        'identity', (SELECT COALESCE(jsonb_object_agg(attname, attidentity), '{}') FROM pg_attribute
                     WHERE attrelid = old.oid AND attidentity <> '' AND NOT attisdropped),
        'nullable', (SELECT NOT attnotnull FROM pg_attribute WHERE attrelid = old.oid AND attname = 'VisitID')));
    SELECT string_agg(setting, ', ') INTO options FROM (
        SELECT unnest(leaf.reloptions) AS setting
        UNION ALL
        SELECT 'toast.' || unnest(t.reloptions) FROM pg_class t WHERE t.oid = leaf.reltoastrelid
    ) settings;
    place := COALESCE((SELECT format(' TABLESPACE %I', spcname) FROM pg_tablespace WHERE oid = leaf.reltablespace), '');
    PERFORM set_config('default_tablespace', '', TRUE);
    EXECUTE 'CREATE TABLE ${beside}.conflictvisitmaps (LIKE ${schema}.conflictvisitmaps INCLUDING ALL EXCLUDING INDEXES'
        || ' EXCLUDING STATISTICS' || CASE WHEN with_identity THEN ')' ELSE ' EXCLUDING IDENTITY)' END
        || CASE WHEN parts > 0 THEN ' PARTITION BY HASH ("VisitID")' ELSE COALESCE(' WITH (' || options || ')', '') END || place;
    FOR part IN 0..parts - 1 LOOP
        EXECUTE format('CREATE TABLE ${beside}.%I PARTITION OF ${beside}.conflictvisitmaps'
            ' FOR VALUES WITH (MODULUS %s, REMAINDER %s)', 'conflictvisitmaps_p' || part, parts, part)
            || COALESCE(' WITH (' || options || ')', '') || place;
        EXECUTE format('COMMENT ON TABLE ${beside}.%I IS %L', 'conflictvisitmaps_p' || part,
            'A part of conflictvisitmaps (migrate --partition). Before: ' || CAST(before AS text));
    END LOOP;
    IF parts = 0 AND CAST(before ->> 'nullable' AS boolean)
        AND EXISTS (SELECT 1 FROM pg_partitioned_table WHERE partrelid = old.oid) THEN
        ALTER TABLE ${beside}.conflictvisitmaps ALTER "VisitID" DROP NOT NULL;
    END IF;
    -- The sequences of ids: of an identity, or where PostgreSQL cannot have one over partitions, of a default; and back.
    FOR statement IN
        SELECT unnest(CASE
            WHEN a.attidentity <> '' AND with_identity THEN ARRAY[
                CASE WHEN n.relname <> o.relname THEN format('ALTER SEQUENCE ${beside}.%I RENAME TO %I', n.relname, o.relname) END]
            WHEN a.attidentity <> '' THEN ARRAY[
                format('CREATE SEQUENCE ${beside}.%I AS %s %s', o.relname, format_type(s.seqtypid, NULL), how.it_counts),
                format('ALTER TABLE ${beside}.conflictvisitmaps ALTER %I SET DEFAULT nextval(%L)', a.attname,
                    format('${beside}.%I', o.relname)),
                format('ALTER SEQUENCE ${beside}.%I OWNED BY ${beside}.conflictvisitmaps.%I', o.relname, a.attname)]
            WHEN with_identity AND before -> 'identity' ->> CAST(a.attname AS text) IS NOT NULL THEN ARRAY[
                format('ALTER TABLE ${beside}.conflictvisitmaps ALTER %I DROP DEFAULT', a.attname),
                format('ALTER TABLE ${beside}.conflictvisitmaps ALTER %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME ${beside}.%I %s)',
                    a.attname, CASE before -> 'identity' ->> CAST(a.attname AS text) WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
                    o.relname, how.it_counts)]
            END)
        FROM pg_attribute a
        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
            AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        JOIN pg_class o ON o.oid = d.objid AND o.relkind = 'S'
        JOIN pg_sequence s ON s.seqrelid = o.oid
        LEFT JOIN pg_depend m ON m.refclassid = 'pg_class'::regclass AND m.classid = 'pg_class'::regclass AND m.deptype = 'i'
            AND m.refobjid = '${beside}.conflictvisitmaps'::regclass
            AND m.refobjsubid = (SELECT attnum FROM pg_attribute
                                 WHERE attrelid = '${beside}.conflictvisitmaps'::regclass AND attname = a.attname)
        LEFT JOIN pg_class n ON n.oid = m.objid AND n.relkind = 'S'
        CROSS JOIN LATERAL (
            SELECT format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', s.seqincrement, s.seqmin, s.seqmax,
                s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' END) AS it_counts) how
        WHERE a.attrelid = old.oid AND NOT a.attisdropped
    LOOP
        IF statement IS NOT NULL THEN
            EXECUTE statement;
        END IF;
    END LOOP;
    CREATE TABLE ${beside}.pipeline_changes AS SELECT "ID" AS id FROM ${schema}.conflictvisitmaps WITH NO DATA;
END
$make$
