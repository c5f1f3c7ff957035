-- Takes off what notes what people do: the triggers go with their functions, which are whose they are who has put them there,
-- while DROP TRIGGER would ask for the tables.
-- Writes: triggers on conflictvisitmaps and conflicts. Parameters: none.
DO $forget$
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    DROP FUNCTION IF EXISTS ${schema}.pipeline_history_of_conflictvisitmaps() CASCADE;
    DROP FUNCTION IF EXISTS ${schema}.pipeline_history_of_conflicts() CASCADE;
END
$forget$
