-- What people do to map rows is noted: a function that can fail no click, and a trigger that calls it for what is theirs, but
-- not for what the pipeline writes (its setting conflict.writer). Whom the application has at work it says in
-- conflict.application_user. A column that this database lacks is left out.
-- Writes: a trigger on conflictvisitmaps. Parameters: none.
DO $install$
DECLARE
    told text[] = ARRAY[${columns clicked+told '$name'}];
    untold text[] = ARRAY[${columns clicked+untold '$name'}];
    columns text;
    befores text;
    afters text;
    changes text;
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    SELECT string_agg(format('%I', a.attname), ', '), string_agg(format('OLD.%I', a.attname), ', '),
        string_agg(format('NEW.%I', a.attname), ', '),
        string_agg(format(CASE WHEN a.attname = ANY (told)
                THEN 'CASE WHEN OLD.%1$I IS DISTINCT FROM NEW.%1$I THEN ''"%1$s":'' || json_build_array(OLD.%1$I, NEW.%1$I) END'
                ELSE 'CASE WHEN OLD.%1$I IS DISTINCT FROM NEW.%1$I
                    THEN ''"%1$s":'' || json_build_array(OLD.%1$I IS NOT NULL, NEW.%1$I IS NOT NULL) END' END, a.attname), ', ')
    INTO columns, befores, afters, changes
    FROM pg_attribute a
    WHERE a.attrelid = '${schema}.conflictvisitmaps'::regclass AND a.attname = ANY (told || untold) AND NOT a.attisdropped;
    EXECUTE format($function$
        CREATE OR REPLACE FUNCTION ${schema}.pipeline_history_of_conflictvisitmaps() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $body$
        BEGIN
            INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, who, application_user, what,
                status_before, status_after, payer_id, provider_id, visit_date, rules, opened_at, changes)
            VALUES (clock_timestamp(), NEW."ID", NEW."CONFLICTID", session_user,
                NULLIF(left(current_setting('conflict.application_user', TRUE), 200), ''), 'edited',
                OLD."StatusFlag", NEW."StatusFlag", NEW."PayerID", NEW."ProviderID", NEW."VisitDate", ${history_rules(NEW)},
                ${history_opened_at(OLD, NEW)}, CAST('{' || concat_ws(',', %s) || '}' AS jsonb));
            RETURN NULL;
        EXCEPTION WHEN OTHERS THEN
            RAISE WARNING 'the history has no event of row %%: %% (%%)', NEW."ID", SQLERRM, SQLSTATE;
            RETURN NULL;
        END
        $body$
        $function$, changes);
    EXECUTE format($trigger$
        CREATE OR REPLACE TRIGGER pipeline_history AFTER UPDATE OF %s ON ${schema}.conflictvisitmaps FOR EACH ROW
        WHEN (COALESCE(current_setting('conflict.writer', TRUE), '') <> 'pipeline' AND ROW(%s) IS DISTINCT FROM ROW(%s))
        EXECUTE FUNCTION ${schema}.pipeline_history_of_conflictvisitmaps()
        $trigger$, columns, befores, afters);
END
$install$
