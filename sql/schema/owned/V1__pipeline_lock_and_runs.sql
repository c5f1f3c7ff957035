-- The run lock, one row beside settings."InProgressFlag", and what "now" is for each run.
-- Writes: pipeline_lock, pipeline_runs. Parameters: none.
CREATE TABLE ${schema}.pipeline_lock (
    id smallint PRIMARY KEY CHECK (id = 1),
    -- A column of its own with a real key: FOR KEY SHARE on it waits for nothing but a change of the token.
    token bigint NOT NULL UNIQUE DEFAULT 1,
    run_id text,
    task text,
    taken_at timestamptz,
    heard_at timestamptz,
    lease_minutes integer,
    cron_job_id bigint,
    cron_job_schedule text,
    cron_job_active boolean
);
INSERT INTO ${schema}.pipeline_lock (id) VALUES (1);

CREATE TABLE ${schema}.pipeline_runs (
    run_id text PRIMARY KEY,
    run_now timestamptz NOT NULL,
    noted_at timestamptz DEFAULT now()
);
