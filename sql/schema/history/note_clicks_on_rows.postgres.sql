-- What people do to map rows is noted: a function that can fail no click, and a trigger that calls it for what is theirs, but
-- not for what the pipeline writes (its setting conflict.writer). Whom the application has at work it says in conflict.application_user.
-- Writes: a trigger on conflictvisitmaps. Parameters: none.
DO $install$
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    CREATE OR REPLACE FUNCTION ${schema}.pipeline_history_of_conflictvisitmaps() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $body$
    BEGIN
        INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, who, application_user, what,
            status_before, status_after, payer_id, provider_id, visit_date, rules, opened_at, changes)
        VALUES (clock_timestamp(), NEW."ID", NEW."CONFLICTID", session_user,
            NULLIF(left(current_setting('conflict.application_user', TRUE), 200), ''), 'edited',
            OLD."StatusFlag", NEW."StatusFlag", NEW."PayerID", NEW."ProviderID", NEW."VisitDate", ${history_rules(NEW)},
            ${history_opened_at(OLD, NEW)}, ${history_changes(OLD, NEW)});
        RETURN NULL;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'the history has no event of row %: % (%)', NEW."ID", SQLERRM, SQLSTATE;
        RETURN NULL;
    END
    $body$;
    CREATE OR REPLACE TRIGGER pipeline_history AFTER UPDATE OF ${columns clicked "$name"}
    ON ${schema}.conflictvisitmaps FOR EACH ROW
    WHEN (COALESCE(current_setting('conflict.writer', TRUE), '') <> 'pipeline'
        AND ROW(${columns clicked OLD."$name"}) IS DISTINCT FROM ROW(${columns clicked NEW."$name"}))
    EXECUTE FUNCTION ${schema}.pipeline_history_of_conflictvisitmaps();
END
$install$
