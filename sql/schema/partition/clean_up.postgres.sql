-- Takes away what notes changes, and what stands beside the table: what is done with, or was broken off. Clicks wait for
-- two seconds at the most.
-- Writes: triggers on conflictvisitmaps and its partitions, the schema beside. Parameters: none.
DO $clean$
DECLARE
    thing text;
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    FOR thing IN
        SELECT format('DROP TRIGGER %I ON %s', tgname, CAST(tgrelid AS regclass)) FROM pg_trigger
        WHERE tgname IN ('pipeline_changes', 'pipeline_truncate') AND tgparentid = 0
            AND (tgrelid = to_regclass('${schema}.conflictvisitmaps')
                OR tgrelid IN (SELECT relid FROM pg_partition_tree(to_regclass('${schema}.conflictvisitmaps'))))
        ORDER BY tgrelid <> to_regclass('${schema}.conflictvisitmaps'), tgrelid
    LOOP
        EXECUTE thing;
    END LOOP;
    IF to_regnamespace('${beside}') IS NULL THEN
        RETURN;
    END IF;
    FOR thing IN
        SELECT format('DROP %s IF EXISTS ${beside}.%I CASCADE',
            CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname)
        FROM pg_class
        WHERE relnamespace = to_regnamespace('${beside}') AND relkind IN ('r', 'p', 'm', 'S') AND NOT relispartition
        ORDER BY relkind = 'S', relkind
    LOOP
        EXECUTE thing;
    END LOOP;
    DROP FUNCTION IF EXISTS ${beside}.note_change();
    -- One that an administrator made for us stays, for the way back.
    IF has_database_privilege(current_database(), 'CREATE') THEN
        DROP SCHEMA ${beside};
    END IF;
END
$clean$
