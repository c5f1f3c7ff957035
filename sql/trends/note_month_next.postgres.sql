-- Whether any run was in the month, and when its rows were counted with which it begins.
-- Writes: trend_months_next (temporary). Parameters: month, has_runs, last_event_id, settled, from_day.
INSERT INTO trend_months_next (month, ran, counted_at, last_event_id, settled, from_day)
SELECT CAST(:month AS date),
    CAST(:has_runs AS boolean) OR EXISTS (
        SELECT 1 FROM ${schema}.pipeline_history h WHERE h.run_id IS NOT NULL AND ${include trends/in_month}),
    (SELECT MIN(h.happened_at) FROM ${schema}.pipeline_history h WHERE h.what = 'baseline' AND ${include trends/in_month}),
    CAST(:last_event_id AS bigint), CAST(:settled AS boolean), CAST(:from_day AS date)
