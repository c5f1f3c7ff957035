-- Takes off what notes what people do.
-- Writes: triggers on conflictvisitmaps and conflicts. Parameters: none.
DO $forget$
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    DROP TRIGGER IF EXISTS pipeline_history ON ${schema}.conflictvisitmaps;
    DROP TRIGGER IF EXISTS pipeline_history ON ${schema}.conflicts;
    DROP FUNCTION IF EXISTS ${schema}.pipeline_history_of_conflictvisitmaps();
    DROP FUNCTION IF EXISTS ${schema}.pipeline_history_of_conflicts();
END
$forget$
