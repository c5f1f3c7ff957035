-- What people do to map rows and conflicts is noted: of each table a function that can fail no click, and a trigger that calls
-- it for what is theirs, but not for what the pipeline writes (its setting conflict.writer). Whom the application has at work
-- it says in conflict.application_user. A column that this database lacks is left out. Dates without a zone are of UTC,
-- whatever the zone of who clicks.
-- Writes: a trigger on conflictvisitmaps and one on conflicts. Parameters: none.
DO $install$
DECLARE
    clicked record;
    columns text;
    befores text;
    afters text;
    changes text;
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    -- The functions write as who makes them. Where that were refused no click would fail, so nobody would notice: it is here.
    INSERT INTO ${schema}.pipeline_history SELECT * FROM ${schema}.pipeline_history WHERE FALSE;
    PERFORM nextval('${schema}.pipeline_history_event_id');
    FOR clicked IN
        SELECT * FROM (VALUES
            ('conflictvisitmaps', ARRAY[${columns clicked+told '$name'}], ARRAY[${columns clicked+untold '$name'}],
                'row', 'NEW."ID"', ', map_row_id, payer_id, provider_id, visit_date, rules, opened_at',
                $values$, NEW."ID", NEW."PayerID", NEW."ProviderID", NEW."VisitDate", ${history_rules(NEW)},
                ${history_opened_at(OLD, NEW)}$values$),
            ('conflicts', ARRAY['StatusFlag', 'ResolveDate', 'NoResponseFlag', 'NoResponseReasonID', 'NoResponseDate',
                    'FlagForReview', 'FlagForReviewDate'], ARRAY['ResolvedBy', 'NoResponseTitle', 'NoResponseNotes'],
                'conflict', 'NEW."CONFLICTID"', '', '')
        ) c (name, told, untold, what, id, more_columns, more_values)
    LOOP
        SELECT string_agg(format('%I', a.attname), ', '), string_agg(format('OLD.%I', a.attname), ', '),
            string_agg(format('NEW.%I', a.attname), ', '),
            string_agg(format(CASE WHEN a.attname = ANY (clicked.told)
                    THEN 'CASE WHEN OLD.%1$I IS DISTINCT FROM NEW.%1$I THEN ''"%1$s":'' || json_build_array(OLD.%1$I, NEW.%1$I) END'
                    ELSE 'CASE WHEN OLD.%1$I IS DISTINCT FROM NEW.%1$I
                        THEN ''"%1$s":'' || json_build_array(OLD.%1$I IS NOT NULL, NEW.%1$I IS NOT NULL) END' END, a.attname), ', ')
        INTO columns, befores, afters, changes
        FROM pg_attribute a
        WHERE a.attrelid = format('${schema}.%I', clicked.name)::regclass
            AND a.attname = ANY (clicked.told || clicked.untold) AND NOT a.attisdropped;
        EXECUTE format($function$
            CREATE OR REPLACE FUNCTION ${schema}.%1$I() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s'
            SET TimeZone = 'UTC' AS $body$
            BEGIN
                INSERT INTO ${schema}.pipeline_history (happened_at, conflict_id, who, application_user, what,
                    status_before, status_after, changes%2$s)
                VALUES (clock_timestamp(), NEW."CONFLICTID", session_user,
                    NULLIF(left(current_setting('conflict.application_user', TRUE), 200), ''), 'edited',
                    OLD."StatusFlag", NEW."StatusFlag", CAST('{' || concat_ws(',', %3$s) || '}' AS jsonb)%4$s);
                RETURN NULL;
            EXCEPTION WHEN OTHERS THEN
                RAISE WARNING 'the history has no event of %5$s %%: %% (%%)', %6$s, SQLERRM, SQLSTATE;
                RETURN NULL;
            END
            $body$
            $function$, 'pipeline_history_of_' || clicked.name, clicked.more_columns, changes, clicked.more_values, clicked.what,
            clicked.id);
        EXECUTE format($trigger$
            CREATE OR REPLACE TRIGGER pipeline_history AFTER UPDATE OF %1$s ON ${schema}.%4$I FOR EACH ROW
            WHEN (COALESCE(current_setting('conflict.writer', TRUE), '') <> 'pipeline' AND ROW(%2$s) IS DISTINCT FROM ROW(%3$s))
            EXECUTE FUNCTION ${schema}.%5$I()
            $trigger$, columns, befores, afters, clicked.name, 'pipeline_history_of_' || clicked.name);
    END LOOP;
END
$install$
