-- Notes, within the step's own transaction, that a step of a task is done; the notes of another task are worthless by then.
-- Writes: pipeline_steps. Parameters: work, step.
UPDATE ${schema}.pipeline_steps
SET steps_of = :work,
    steps_done = CASE WHEN steps_of = :work THEN steps_done ELSE '{}' END || CAST(:step AS text)
