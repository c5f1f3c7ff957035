-- The months that are to be counted, of the last eighteen, from the first on that has anything: new ones, those with events
-- that were not there before, and those that were not looked at since the day after their end. That runs were there counts
-- while their month is under way: of one that is over a run has noted it, or has events, or its runs kept no history. Of a
-- month whose events were dropped nothing is counted anew. The one under way is counted from the day before the last event
-- that was seen, as a transaction may end after a later one, or from the first event that was not.
-- Writes: nothing. Parameters: none.
WITH months AS (
    SELECT CAST(m AS date) AS month, m AT TIME ZONE 'UTC' AS month_from, (m + interval '1 month') AT TIME ZONE 'UTC' AS month_to
    FROM ${include trends/last_months}
), seen AS (
    SELECT m.month, m.month_from, m.month_to, n.month IS NOT NULL AS noted, n.settled, n.last_event_id AS noted_event_id,
        (SELECT h.event_id FROM ${schema}.pipeline_history h
         WHERE h.happened_at >= m.month_from AND h.happened_at < m.month_to ORDER BY h.event_id DESC LIMIT 1) AS last_event_id,
        (SELECT h.happened_at FROM ${schema}.pipeline_history h
         WHERE h.happened_at >= m.month_from AND h.happened_at < m.month_to AND h.event_id = n.last_event_id) AS noted_to,
        COALESCE(n.ran, FALSE) OR (now() < m.month_to AND EXISTS (SELECT 1 FROM ${schema}.pipeline_runs r
            WHERE r.noted_at >= m.month_from AND r.noted_at < m.month_to)) AS has_runs
    FROM months m LEFT JOIN ${schema}.pipeline_trend_months n ON n.month = m.month
), begun AS (
    SELECT s.*, MIN(s.month) FILTER (WHERE s.noted OR s.last_event_id IS NOT NULL) OVER () AS first_month FROM seen s
)
SELECT b.month, b.has_runs, b.last_event_id, now() >= b.month_to + interval '1 day' AS settled, now() < b.month_to AS under_way,
    CASE WHEN b.settled OR b.noted_to IS NULL THEN b.month ELSE GREATEST(b.month, LEAST(
        CAST(b.noted_to AT TIME ZONE 'UTC' AS date) - 1,
        (SELECT CAST(MIN(h.happened_at) AT TIME ZONE 'UTC' AS date) FROM ${schema}.pipeline_history h
         WHERE h.happened_at >= b.month_from AND h.happened_at < b.month_to AND h.event_id > b.noted_event_id))) END AS from_day
FROM begun b
WHERE b.month >= b.first_month
    AND CASE WHEN b.noted THEN (b.noted_event_id IS NULL OR b.noted_to IS NOT NULL)
                 AND (NOT b.settled OR b.last_event_id > COALESCE(b.noted_event_id, 0))
             ELSE b.has_runs OR b.last_event_id IS NOT NULL END
ORDER BY b.month
