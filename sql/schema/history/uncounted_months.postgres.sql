-- The months before this one whose trends are not counted to the end, though they were begun: their events are needed still.
-- Writes: nothing. Parameters: month.
SELECT to_char(n.month, 'YYYY-MM') AS month
FROM ${schema}.pipeline_trend_months n
WHERE n.month < to_date(:month, 'YYYY-MM')
    AND EXISTS (
        SELECT 1 FROM ${schema}.pipeline_history h
        WHERE h.happened_at >= CAST(n.month AS timestamp) AT TIME ZONE 'UTC'
            AND h.happened_at < (CAST(n.month AS timestamp) + interval '1 month') AT TIME ZONE 'UTC'
            AND (NOT n.settled OR h.event_id > COALESCE(n.last_event_id, 0)))
ORDER BY 1
