-- Whether the lock stays when the task that took it has ended: a run's does, that of a task run alone does not.
-- Writes: pipeline_lock. Parameters: none.
ALTER TABLE ${schema}.pipeline_lock ADD COLUMN kept boolean NOT NULL DEFAULT TRUE;
