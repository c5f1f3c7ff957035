-- A month's trends, where any run was in it: its days, those that were counted before and those that are now. It begins with
-- the rows that its baseline counts. It ends with those that the next month begins with, where that is counted; else with what
-- follows from these and from what happened after they were counted. Of the month under way the list itself says what is open
-- in all; where what follows is another number by more than a hundredth, changes were not noted: of whom it is open is not
-- known, nor where fewer than none would be. Money that nobody has ever counted is not known either.
-- Writes: trends_next (temporary). Parameters: month, from_day, open_now.
INSERT INTO trends_next
WITH baselines AS (
    SELECT DISTINCT ON (b.month) b.month, b.changes
    FROM (
        SELECT CAST(date_trunc('month', h.happened_at AT TIME ZONE 'UTC') AS date) AS month, h.happened_at, h.event_id, h.changes
        FROM ${schema}.pipeline_history h
        WHERE h.what = 'baseline' AND h.happened_at >= CAST(:month AS timestamp) AT TIME ZONE 'UTC'
            AND h.happened_at < (CAST(:month AS timestamp) + interval '2 months') AT TIME ZONE 'UTC'
    ) b
    ORDER BY b.month, b.happened_at, b.event_id
), begun AS (
    SELECT b.month, k.dimension, k.key, SUM(t."rows") AS open_at_start,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '0-6'), 0) AS open_days_0_6,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '7-29'), 0) AS open_days_7_29,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '30-59'), 0) AS open_days_30_59,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '60-89'), 0) AS open_days_60_89,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '90+'), 0) AS open_days_90,
        COALESCE(SUM(t.amount), 0) AS amount_at_start
    FROM baselines b
    CROSS JOIN LATERAL jsonb_to_recordset(b.changes -> 'counts')
        AS t (status text, payer_id uuid, provider_id uuid, rules text[], age_days text, "rows" bigint, amount numeric)
    CROSS JOIN LATERAL (${include trends/keys}) k
    WHERE ${open_status(t.status)}
    GROUP BY b.month, k.dimension, k.key
), started AS (
    SELECT * FROM begun b WHERE b.month = CAST(:month AS date)
), ended AS (
    SELECT * FROM begun b WHERE b.month > CAST(:month AS date)
), days AS (
    SELECT d.* FROM ${schema}.pipeline_trend_days d WHERE d.day >= CAST(:month AS date) AND d.day < CAST(:from_day AS date)
    UNION ALL
    SELECT n.* FROM trend_days_next n WHERE n.day >= CAST(:month AS date) AND n.day < CAST(:month AS date) + interval '1 month'
), turned AS (
    SELECT d.dimension, d.key, SUM(d.found) AS found, SUM(d.reopened) AS reopened, SUM(d.moved) AS moved,
        SUM(d.closed_stale) AS closed_stale, SUM(d.closed_missed) AS closed_missed, SUM(d.closed_cascade) AS closed_cascade,
        SUM(d.closed_deleted) AS closed_deleted, SUM(d.closed_person) AS closed_person, SUM(d.closed_other) AS closed_other,
        SUM(d.since_counted) AS since_counted, SUM(d.amount_opened) AS amount_opened, SUM(d.amount_closed) AS amount_closed
    FROM days d
    GROUP BY d.dimension, d.key
    HAVING SUM(d.found + d.reopened + d.closed_stale + d.closed_missed + d.closed_cascade + d.closed_deleted + d.closed_person
        + d.closed_other) > 0 OR SUM(d.moved) <> 0 OR SUM(d.since_counted) <> 0
), lasted AS (
    SELECT d.dimension, d.key, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY l.days_open) AS days
    FROM days d CROSS JOIN LATERAL unnest(d.days_open) l (days_open)
    GROUP BY d.dimension, d.key
), keys AS (
    SELECT 'all' AS dimension, '' AS key
    UNION SELECT b.dimension, b.key FROM begun b
    UNION SELECT t.dimension, t.key FROM turned t
), reckoned AS (
    SELECT k.dimension, k.key, COALESCE(s.open_at_start, 0) + COALESCE(t.since_counted, 0) AS open_at_end
    FROM keys k
    LEFT JOIN started s ON s.dimension = k.dimension AND s.key = k.key
    LEFT JOIN turned t ON t.dimension = k.dimension AND t.key = k.key
), known AS (
    SELECT CAST(:open_now AS bigint) AS open_now, EXISTS (SELECT 1 FROM baselines b WHERE b.month > CAST(:month AS date)) AS goes_on,
        COALESCE(ABS(r.open_at_end - CAST(:open_now AS bigint)) * 100 <= CAST(:open_now AS bigint), TRUE) AS all_told,
        EXISTS (SELECT 1 FROM ${schema}.pipeline_money_seen) OR EXISTS (SELECT 1 FROM ${schema}.pipeline_money) AS priced
    FROM reckoned r
    WHERE r.dimension = 'all'
)
SELECT n.month, k.dimension, k.key,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_at_start, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_0_6, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_7_29, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_30_59, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_60_89, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_90, 0) END,
    CASE WHEN n.counted_at IS NOT NULL AND o.priced THEN COALESCE(s.amount_at_start, 0) END,
    COALESCE(t.found, 0), COALESCE(t.reopened, 0), COALESCE(t.moved, 0),
    COALESCE(t.closed_stale, 0), COALESCE(t.closed_missed, 0), COALESCE(t.closed_cascade, 0),
    COALESCE(t.closed_deleted, 0), COALESCE(t.closed_person, 0), COALESCE(t.closed_other, 0),
    CASE WHEN o.open_now IS NOT NULL AND k.dimension = 'all' THEN o.open_now
        WHEN o.goes_on THEN COALESCE(e.open_at_start, 0)
        WHEN n.counted_at IS NOT NULL AND o.all_told AND r.open_at_end >= 0 THEN r.open_at_end END,
    ROUND(CAST(l.days[1] AS numeric), 1), ROUND(CAST(l.days[2] AS numeric), 1),
    CASE WHEN o.priced THEN COALESCE(t.amount_opened, 0) END, CASE WHEN o.priced THEN COALESCE(t.amount_closed, 0) END
FROM trend_months_next n
CROSS JOIN known o
CROSS JOIN keys k
JOIN reckoned r ON r.dimension = k.dimension AND r.key = k.key
LEFT JOIN ended e ON e.dimension = k.dimension AND e.key = k.key
LEFT JOIN started s ON s.dimension = k.dimension AND s.key = k.key
LEFT JOIN turned t ON t.dimension = k.dimension AND t.key = k.key
LEFT JOIN lasted l ON l.dimension = k.dimension AND l.key = k.key
WHERE n.month = CAST(:month AS date) AND n.ran
