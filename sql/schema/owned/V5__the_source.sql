-- What preflight measured of the source for each run (spec: gate), and the oldest visit date that a run saw there.
-- Writes: pipeline_sources, pipeline_source_providers, pipeline_runs. Parameters: none.
CREATE TABLE ${schema}.pipeline_sources (
    run_id text PRIMARY KEY,
    measured_at timestamptz NOT NULL DEFAULT now(),
    -- Whether the run might go on: only such runs say what is usual.
    let_through boolean NOT NULL,
    -- Visits in the window of active, not demo, not excluded providers.
    visits bigint NOT NULL
);

CREATE TABLE ${schema}.pipeline_source_providers (
    run_id text NOT NULL,
    provider_id uuid NOT NULL,
    provider_name text,
    visits bigint NOT NULL,
    -- The median of the runs before; NULL where there were too few.
    usual_visits bigint,
    on_hold boolean NOT NULL DEFAULT FALSE,
    PRIMARY KEY (run_id, provider_id)
);

ALTER TABLE ${schema}.pipeline_runs ADD COLUMN oldest_visit_date date;
