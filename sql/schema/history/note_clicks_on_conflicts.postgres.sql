-- What people do to conflicts is noted: a function that can fail no click, and a trigger that calls it for what is theirs, but
-- not for what the pipeline writes (its setting conflict.writer). Whom the application has at work it says in conflict.application_user.
-- Writes: a trigger on conflicts. Parameters: none.
DO $install$
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    CREATE OR REPLACE FUNCTION ${schema}.pipeline_history_of_conflicts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $body$
    BEGIN
        INSERT INTO ${schema}.pipeline_history (happened_at, conflict_id, who, application_user, what,
            status_before, status_after, changes)
        VALUES (clock_timestamp(), NEW."CONFLICTID", session_user,
            NULLIF(left(current_setting('conflict.application_user', TRUE), 200), ''), 'edited',
            OLD."StatusFlag", NEW."StatusFlag", ${history_conflict_changes(OLD, NEW)});
        RETURN NULL;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'the history has no event of conflict %: % (%)', NEW."CONFLICTID", SQLERRM, SQLSTATE;
        RETURN NULL;
    END
    $body$;
    CREATE OR REPLACE TRIGGER pipeline_history AFTER UPDATE OF "StatusFlag", "ResolveDate", "NoResponseFlag", "NoResponseReasonID", "NoResponseDate",
        "FlagForReview", "FlagForReviewDate", "NoResponseTitle", "NoResponseNotes", "ResolvedBy"
    ON ${schema}.conflicts FOR EACH ROW
    WHEN (COALESCE(current_setting('conflict.writer', TRUE), '') <> 'pipeline'
        AND ROW(OLD."StatusFlag", OLD."ResolveDate", OLD."NoResponseFlag", OLD."NoResponseReasonID", OLD."NoResponseDate",
        OLD."FlagForReview", OLD."FlagForReviewDate", OLD."NoResponseTitle", OLD."NoResponseNotes", OLD."ResolvedBy") IS DISTINCT FROM ROW(NEW."StatusFlag", NEW."ResolveDate", NEW."NoResponseFlag", NEW."NoResponseReasonID", NEW."NoResponseDate",
        NEW."FlagForReview", NEW."FlagForReviewDate", NEW."NoResponseTitle", NEW."NoResponseNotes", NEW."ResolvedBy"))
    EXECUTE FUNCTION ${schema}.pipeline_history_of_conflicts();
END
$install$
