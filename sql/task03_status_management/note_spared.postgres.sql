-- Notes which conflicts are spared, with the step that would have resolved them: a try after this one could not tell.
-- Writes: pipeline_steps. Parameters: work.
UPDATE ${schema}.pipeline_steps
SET steps_done = steps_done || ARRAY(
    SELECT DISTINCT 'spared ' || w.conflict_id FROM window_rows w WHERE w.conflict_status = '=')
WHERE steps_of = :work
