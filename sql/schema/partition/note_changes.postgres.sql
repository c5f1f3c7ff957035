-- From now on the id of each row that anybody changes is noted, whoever writes; a click waits for two seconds at the most.
-- A partition that is emptied by its own name does not tell its table.
-- Writes: two triggers on conflictvisitmaps, one on each partition. Parameters: none.
DO $note$
DECLARE
    part regclass;
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    CREATE FUNCTION ${beside}.note_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            INSERT INTO ${beside}.pipeline_changes VALUES (NULL);
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN
            INSERT INTO ${beside}.pipeline_changes VALUES (OLD."ID");
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO ${beside}.pipeline_changes SELECT NEW."ID" WHERE TG_OP = 'INSERT' OR NEW."ID" <> OLD."ID";
        END IF;
        RETURN NULL;
    END
    $body$;
    CREATE TRIGGER pipeline_changes AFTER INSERT OR UPDATE OR DELETE ON ${schema}.conflictvisitmaps
        FOR EACH ROW EXECUTE FUNCTION ${beside}.note_change();
    CREATE TRIGGER pipeline_truncate AFTER TRUNCATE ON ${schema}.conflictvisitmaps
        FOR EACH STATEMENT EXECUTE FUNCTION ${beside}.note_change();
    ALTER TABLE ${schema}.conflictvisitmaps ENABLE ALWAYS TRIGGER pipeline_changes;
    FOR part IN
        SELECT relid FROM pg_partition_tree('${schema}.conflictvisitmaps') WHERE level > 0
    LOOP
        EXECUTE format('CREATE TRIGGER pipeline_truncate AFTER TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ${beside}.note_change()', part);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER pipeline_truncate', part);
    END LOOP;
    ALTER TABLE ${schema}.conflictvisitmaps ENABLE ALWAYS TRIGGER pipeline_truncate;
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    INSERT INTO ${beside}.pipeline_had SELECT * FROM (
        ${include schema/partition/what_it_has}
    ) has WHERE kind = 'trigger';
END
$note$
