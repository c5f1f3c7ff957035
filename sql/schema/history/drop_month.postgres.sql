-- Takes a month off the history and drops it; it waits for no lock for so long that a click's event were given up.
-- Writes: pipeline_history. Parameters: none.
DO $drop$
BEGIN
    PERFORM set_config('lock_timeout', '300ms', TRUE);
    ALTER TABLE ${schema}.pipeline_history DETACH PARTITION ${schema}.${partition};
    DROP TABLE ${schema}.${partition};
END
$drop$
