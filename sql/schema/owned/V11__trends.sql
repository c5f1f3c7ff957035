-- What became of the list month by month (docs/operating.md, Trends), kept beyond the history that it is counted from.
-- Writes: pipeline_trend_months, pipeline_trends, an index of pipeline_history. Parameters: none.
CREATE TABLE ${schema}.pipeline_trend_months (
    -- The first day of a month of UTC.
    month date PRIMARY KEY,
    -- Whether any run was: where none was there is nothing to tell, which is not 0.
    ran boolean NOT NULL,
    -- When the rows were counted with which it begins.
    counted_at timestamptz,
    -- The newest event that was there; a later one of this month is a reason to look again.
    last_event_id bigint,
    -- Whether it was looked at long enough after its end for every event to be there.
    settled boolean NOT NULL
);

CREATE TABLE ${schema}.pipeline_trends (
    month date NOT NULL,
    -- By what it is counted, and for whom: the key is an id, or the column of a rule; it is empty of all, and where a row
    -- names nobody. A row counts under each of its rules.
    dimension text NOT NULL CHECK (dimension IN ('all', 'payer', 'provider', 'rule')),
    key text NOT NULL,
    -- Open rows as the month begins, by the days that they are there; of the rest it is not known. NULL: not counted.
    open_at_start bigint,
    open_days_0_6 bigint,
    open_days_7_29 bigint,
    open_days_30_59 bigint,
    open_days_60_89 bigint,
    open_days_90 bigint,
    amount_at_start numeric,
    found bigint NOT NULL,
    reopened bigint NOT NULL,
    -- Open rows that came from another key, less those that went to one.
    moved bigint NOT NULL,
    closed_stale bigint NOT NULL,
    closed_missed bigint NOT NULL,
    closed_cascade bigint NOT NULL,
    closed_deleted bigint NOT NULL,
    closed_person bigint NOT NULL,
    closed_other bigint NOT NULL,
    -- Of the month that is under way: now.
    open_at_end bigint,
    -- Of those that were closed, from when they were last opened on.
    days_median numeric,
    days_p90 numeric,
    amount_opened numeric NOT NULL,
    amount_closed numeric NOT NULL,
    PRIMARY KEY (month, dimension, key)
);

-- Whether a month has events that were not there before.
CREATE INDEX pipeline_history_by_event ON ${schema}.pipeline_history (event_id);
