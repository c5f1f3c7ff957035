-- Which steps of a task have committed, for a task that is killed and run again in the same run.
-- Writes: pipeline_lock. Parameters: none.
ALTER TABLE ${schema}.pipeline_lock
    ADD COLUMN steps_of text,
    ADD COLUMN steps_done text[] NOT NULL DEFAULT '{}';
