-- Which steps of a task have committed, for a task that is killed and run again in the same run. A row of its own beside
-- the lock's: a task that sleeps after writing it holds up nobody who takes the lock over.
-- Writes: pipeline_steps. Parameters: none.
CREATE TABLE ${schema}.pipeline_steps (
    id smallint PRIMARY KEY CHECK (id = 1),
    steps_of text,
    steps_done text[] NOT NULL DEFAULT '{}'
);
INSERT INTO ${schema}.pipeline_steps (id) VALUES (1);
