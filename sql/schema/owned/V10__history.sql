-- What happened to each stored conflict (docs/operating.md, History): one row a change, never changed again, a partition a
-- month of UTC; what lies in no month's goes to the last, so that nothing is ever lost. migrate makes the months ahead.
-- Writes: pipeline_history. Parameters: none.
CREATE SEQUENCE ${schema}.pipeline_history_event_id;

CREATE TABLE ${schema}.pipeline_history (
    -- The moment of the statement that wrote it, not of the run's "now".
    happened_at timestamptz NOT NULL,
    -- Grows in the order in which a row was changed.
    event_id bigint NOT NULL DEFAULT nextval('${schema}.pipeline_history_event_id'),
    -- "ID" of conflictvisitmaps; NULL for a change of the conflict above the rows, and for a month's baseline.
    map_row_id bigint,
    -- "CONFLICTID".
    conflict_id bigint,
    -- Of the pipeline's; NULL for people.
    run_id text,
    step text,
    rule_version text,
    -- pipeline, or the database user of a person.
    who text NOT NULL,
    -- What the application says of itself: its setting conflict.application_user.
    application_user text,
    what text NOT NULL CHECK (what IN ('baseline', 'found', 'reopened', 'flag_raised', 'changed', 'resolved_stale',
        'status_step', 'deleted', 'edited', 'priced')),
    status_before text,
    status_after text,
    -- Of the row's own side, as after the change.
    payer_id uuid,
    provider_id uuid,
    visit_date date,
    -- The flags that are Y after the change, as in pipeline_money.
    rules text[],
    -- Of priced alone: what the overlap is worth now; NULL where the payers' view shows the row no longer.
    amount numeric,
    -- Of what closes a row: since when it was open.
    opened_at timestamptz,
    -- Column: [before, after]. Of a baseline: the rows there are, counted.
    changes jsonb NOT NULL,
    PRIMARY KEY (happened_at, event_id)
) PARTITION BY RANGE (happened_at);

ALTER SEQUENCE ${schema}.pipeline_history_event_id OWNED BY ${schema}.pipeline_history.event_id;

CREATE INDEX pipeline_history_of_row ON ${schema}.pipeline_history (map_row_id);
CREATE INDEX pipeline_history_of_conflict ON ${schema}.pipeline_history (conflict_id);
-- For since when a row is open that closes: few rows are opened again.
CREATE INDEX pipeline_history_of_closed ON ${schema}.pipeline_history (map_row_id) WHERE status_before IN ('R', 'D');
CREATE INDEX pipeline_history_baselines ON ${schema}.pipeline_history (happened_at) WHERE what = 'baseline';

CREATE TABLE ${schema}.pipeline_history_beyond PARTITION OF ${schema}.pipeline_history DEFAULT;

DO $months$
DECLARE
    -- Without a time zone: a month of UTC whatever the session's is.
    month timestamp;
BEGIN
    FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead) FROM generate_series(0, 12) ahead
    LOOP
        EXECUTE format('CREATE TABLE ${schema}.%I PARTITION OF ${schema}.pipeline_history FOR VALUES FROM (%L) TO (%L)',
            'pipeline_history_' || to_char(month, 'YYYY_MM'), month AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
END
$months$;
