-- Notes how far each month is counted, where that is news.
-- Writes: pipeline_trend_months. Parameters: none.
INSERT INTO ${schema}.pipeline_trend_months AS m (month, ran, counted_at, last_event_id, settled)
SELECT n.month, n.ran, n.counted_at, n.last_event_id, n.settled FROM trend_months_next n
ON CONFLICT (month) DO UPDATE
SET ran = EXCLUDED.ran, counted_at = EXCLUDED.counted_at, last_event_id = EXCLUDED.last_event_id, settled = EXCLUDED.settled
WHERE (m.ran, m.counted_at, m.last_event_id, m.settled)
    IS DISTINCT FROM (EXCLUDED.ran, EXCLUDED.counted_at, EXCLUDED.last_event_id, EXCLUDED.settled)
