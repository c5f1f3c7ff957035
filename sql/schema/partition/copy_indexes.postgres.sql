-- The indexes and keys of the table, or of the materialized views, on what stands beside and lacks them, by their own names.
-- The key on "ID" has "VisitID" too over partitions, and no longer in one table: its parts say so, whatever it is called by then.
-- Writes: the tables beside. Parameters: none.
DO $index$
DECLARE
    old record;
    widens constant text := '^(USING btree |PRIMARY KEY |UNIQUE |UNIQUE NULLS NOT DISTINCT )\("ID"\)';
    narrows constant text := '^(USING btree |PRIMARY KEY |UNIQUE |UNIQUE NULLS NOT DISTINCT )\("ID", "VisitID"\)';
    part record;
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    PERFORM set_config('maintenance_work_mem', '256MB', TRUE);
    FOR old IN
        SELECT c.relname AS name, t.relname AS relation, t.relkind, i.indisunique, i.indisclustered, i.indisreplident, k.contype,
            COALESCE((SELECT CAST(spcname AS text) FROM pg_tablespace WHERE oid = c.reltablespace), '') AS place,
            obj_description(c.oid, 'pg_class') AS note, obj_description(k.oid, 'pg_constraint') AS key_note,
            regexp_replace(definition.text, key.before, key.after) AS definition,
            b.relkind = 'p' AND (was.widened OR (key.before = widens AND definition.text ~ widens)) AS widened
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'p', 'm') AND NOT t.relispartition
            AND t.relnamespace = '${schema}'::regnamespace
        JOIN pg_class b ON b.oid = to_regclass(format('${beside}.%I', t.relname))
        LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u')
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN k.oid IS NULL THEN substr(pg_get_indexdef(c.oid), strpos(pg_get_indexdef(c.oid), ' USING ') + 1)
                WHEN c.reloptions IS NULL THEN pg_get_constraintdef(k.oid)
                ELSE regexp_replace(pg_get_constraintdef(k.oid), '( DEFERRABLE|$)',
                    ' WITH (' || array_to_string(c.reloptions, ', ') || ')\1')
            END AS text) definition
        CROSS JOIN LATERAL (
            SELECT EXISTS (SELECT 1 FROM pg_inherits p WHERE p.inhparent = c.oid
                AND obj_description(p.inhrelid, 'pg_class') = 'Before: of "ID" alone') AS widened) was
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN NOT i.indisunique OR b.relname <> 'conflictvisitmaps' THEN '^$'
                WHEN b.relkind = 'p' THEN widens
                WHEN was.widened THEN narrows
                ELSE '^$' END AS before,
                CASE b.relkind WHEN 'p' THEN '\1("ID", "VisitID")' ELSE '\1("ID")' END AS after) key
        WHERE i.indisvalid AND to_regclass(format('${beside}.%I', c.relname)) IS NULL
        ORDER BY c.oid
    LOOP
        PERFORM set_config('default_tablespace', old.place, TRUE);
        IF old.contype IS NULL THEN
            EXECUTE format('CREATE %s INDEX %I ON ${beside}.%I %s', CASE WHEN old.indisunique THEN 'UNIQUE' END, old.name,
                old.relation, old.definition);
        ELSE
            EXECUTE format('ALTER TABLE ${beside}.%I ADD CONSTRAINT %I %s', old.relation, old.name, old.definition);
        END IF;
        IF old.indisclustered THEN
            EXECUTE format('ALTER %s ${beside}.%I CLUSTER ON %I',
                CASE old.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, old.relation, old.name);
        END IF;
        IF old.indisreplident THEN
            FOR part IN
                SELECT t.oid AS relation, c.relname FROM pg_partition_tree(to_regclass(format('${beside}.%I', old.name))) i
                JOIN pg_index x ON x.indexrelid = i.relid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class c ON c.oid = i.relid
                UNION
                SELECT CAST(to_regclass(format('${beside}.%I', old.relation)) AS oid), old.name
            LOOP
                EXECUTE format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', CAST(part.relation AS regclass), part.relname);
            END LOOP;
        END IF;
        EXECUTE format('COMMENT ON INDEX ${beside}.%I IS %L', old.name, old.note);
        IF old.widened THEN
            FOR part IN
                SELECT inhrelid AS relation FROM pg_inherits WHERE inhparent = to_regclass(format('${beside}.%I', old.name))
            LOOP
                EXECUTE format('COMMENT ON INDEX %s IS %L', CAST(part.relation AS regclass), 'Before: of "ID" alone');
            END LOOP;
        END IF;
        IF old.key_note IS NOT NULL THEN
            EXECUTE format('COMMENT ON CONSTRAINT %I ON ${beside}.%I IS %L', old.name, old.relation, old.key_note);
        END IF;
    END LOOP;
END
$index$
