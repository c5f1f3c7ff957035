-- Forgets which steps are done: a task's own, when it has come to its end, or those of another, whose basis a task changes.
-- Writes: pipeline_steps. Parameters: work, own.
UPDATE ${schema}.pipeline_steps SET steps_of = NULL, steps_done = '{}'
WHERE (steps_of = :work) = CAST(:own AS boolean)
