-- What people do to conflicts is noted: a function that can fail no click, and a trigger that calls it for what is theirs, but
-- not for what the pipeline writes (its setting conflict.writer). Whom the application has at work it says in
-- conflict.application_user. A column that this database lacks is left out.
-- Writes: a trigger on conflicts. Parameters: none.
DO $install$
DECLARE
    told text[] = ARRAY['StatusFlag', 'ResolveDate', 'NoResponseFlag', 'NoResponseReasonID', 'NoResponseDate', 'FlagForReview',
        'FlagForReviewDate'];
    untold text[] = ARRAY['ResolvedBy', 'NoResponseTitle', 'NoResponseNotes'];
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
    WHERE a.attrelid = '${schema}.conflicts'::regclass AND a.attname = ANY (told || untold) AND NOT a.attisdropped;
    EXECUTE format($function$
        CREATE OR REPLACE FUNCTION ${schema}.pipeline_history_of_conflicts() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $body$
        BEGIN
            INSERT INTO ${schema}.pipeline_history (happened_at, conflict_id, who, application_user, what,
                status_before, status_after, changes)
            VALUES (clock_timestamp(), NEW."CONFLICTID", session_user,
                NULLIF(left(current_setting('conflict.application_user', TRUE), 200), ''), 'edited',
                OLD."StatusFlag", NEW."StatusFlag", CAST('{' || concat_ws(',', %s) || '}' AS jsonb));
            RETURN NULL;
        EXCEPTION WHEN OTHERS THEN
            RAISE WARNING 'the history has no event of conflict %%: %% (%%)', NEW."CONFLICTID", SQLERRM, SQLSTATE;
            RETURN NULL;
        END
        $body$
        $function$, changes);
    EXECUTE format($trigger$
        CREATE OR REPLACE TRIGGER pipeline_history AFTER UPDATE OF %s ON ${schema}.conflicts FOR EACH ROW
        WHEN (COALESCE(current_setting('conflict.writer', TRUE), '') <> 'pipeline' AND ROW(%s) IS DISTINCT FROM ROW(%s))
        EXECUTE FUNCTION ${schema}.pipeline_history_of_conflicts()
        $trigger$, columns, befores, afters);
END
$install$
