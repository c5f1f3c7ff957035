-- The steps that an earlier try of a task has done.
-- Writes: nothing. Parameters: work.
SELECT unnest(steps_done) AS step FROM ${schema}.pipeline_steps WHERE steps_of = :work
