-- The indexes and keys of conflictlog_staging, on the table that is to take its place.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DO $index$
DECLARE
    old record;
    made text;
BEGIN
    PERFORM set_config('maintenance_work_mem', '256MB', true);
    FOR old IN
        SELECT i.indexrelid, i.indisunique, i.indisclustered, i.indisreplident,
            COALESCE((SELECT CAST(spcname AS text) FROM pg_tablespace WHERE oid = c.reltablespace), '') AS place,
            pg_get_indexdef(i.indexrelid) AS definition, k.contype,
            obj_description(i.indexrelid, 'pg_class') AS note
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u')
        WHERE i.indrelid = '${schema}.conflictlog_staging'::regclass AND i.indisvalid
    LOOP
        made := '${next}_' || old.indexrelid;
        PERFORM set_config('default_tablespace', old.place, true);
        EXECUTE format('CREATE %s INDEX %I ON ${schema}.${next} %s', CASE WHEN old.indisunique THEN 'UNIQUE' END, made,
            substr(old.definition, strpos(old.definition, ' USING ') + 1));
        IF old.contype IS NOT NULL THEN
            EXECUTE format('ALTER TABLE ${schema}.${next} ADD CONSTRAINT %I %s USING INDEX %I', made,
                CASE old.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, made);
        END IF;
        IF old.indisclustered THEN
            EXECUTE format('ALTER TABLE ${schema}.${next} CLUSTER ON %I', made);
        END IF;
        IF old.indisreplident THEN
            EXECUTE format('ALTER TABLE ${schema}.${next} REPLICA IDENTITY USING INDEX %I', made);
        END IF;
        IF old.note IS NOT NULL THEN
            EXECUTE format('COMMENT ON INDEX ${schema}.%I IS %L', made, old.note);
        END IF;
    END LOOP;
END
$index$
