-- Whether this month begins with a count of all rows.
-- Writes: nothing. Parameters: none.
SELECT EXISTS (
    SELECT 1 FROM ${schema}.pipeline_history
    WHERE what = 'baseline' AND happened_at >= date_trunc('month', statement_timestamp(), 'UTC')) AS present
