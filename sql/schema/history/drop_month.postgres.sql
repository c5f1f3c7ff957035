-- Takes a month off the history and drops it; clicks wait for two seconds at the most.
-- Writes: pipeline_history. Parameters: none.
DO $drop$
BEGIN
    PERFORM set_config('lock_timeout', '2s', TRUE);
    ALTER TABLE ${schema}.pipeline_history DETACH PARTITION ${schema}.${partition};
    DROP TABLE ${schema}.${partition};
END
$drop$
