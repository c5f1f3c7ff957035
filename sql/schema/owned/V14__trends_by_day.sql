-- The trends' month under way, day by day: a run counts its last days anew and adds the others (docs/operating.md, Trends).
-- Writes: pipeline_trend_days, pipeline_trend_months, an index of pipeline_history. Parameters: none.
CREATE TABLE ${schema}.pipeline_trend_days (
    day date NOT NULL,
    -- As in pipeline_trends, of what happened on the day.
    dimension text NOT NULL,
    key text NOT NULL,
    found bigint NOT NULL,
    reopened bigint NOT NULL,
    moved bigint NOT NULL,
    closed_stale bigint NOT NULL,
    closed_missed bigint NOT NULL,
    closed_cascade bigint NOT NULL,
    closed_deleted bigint NOT NULL,
    closed_person bigint NOT NULL,
    closed_other bigint NOT NULL,
    -- By how many there are more that are open, of what happened after the month's rows were counted.
    since_counted bigint NOT NULL,
    -- Of each row that was closed the days that it was open, where they are known.
    days_open double precision[] NOT NULL,
    amount_opened numeric NOT NULL,
    amount_closed numeric NOT NULL,
    PRIMARY KEY (day, dimension, key)
);

-- It has no days yet: all of it is read once more.
UPDATE ${schema}.pipeline_trend_months SET last_event_id = NULL WHERE NOT settled;

-- For since when a row is open that closes: few rows are opened again.
DROP INDEX ${schema}.pipeline_history_of_closed;
CREATE INDEX pipeline_history_of_reopened ON ${schema}.pipeline_history (map_row_id) WHERE status_before IN ('R', 'D', 'W', 'I');
