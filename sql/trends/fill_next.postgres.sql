-- A month's trends, where any run was in it: its days, those that were counted before and those that are now. It begins with
-- the rows that its baseline counts; what is open at its end follows from these and from what happened after they were
-- counted. Where that is fewer than none, changes were not noted, and it is not known.
-- Writes: trends_next (temporary). Parameters: month, from_day.
INSERT INTO trends_next
WITH baseline AS (
    ${include trends/baseline}
), started AS (
    SELECT k.dimension, k.key, SUM(t."rows") AS open_at_start,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '0-6'), 0) AS open_days_0_6,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '7-29'), 0) AS open_days_7_29,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '30-59'), 0) AS open_days_30_59,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '60-89'), 0) AS open_days_60_89,
        COALESCE(SUM(t."rows") FILTER (WHERE t.age_days = '90+'), 0) AS open_days_90,
        COALESCE(SUM(t.amount), 0) AS amount_at_start
    FROM baseline b
    CROSS JOIN LATERAL jsonb_to_recordset(b.changes -> 'counts')
        AS t (status text, payer_id uuid, provider_id uuid, rules text[], age_days text, "rows" bigint, amount numeric)
    CROSS JOIN LATERAL (${include trends/keys}) k
    WHERE ${open_status(t.status)}
    GROUP BY k.dimension, k.key
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
    UNION SELECT s.dimension, s.key FROM started s
    UNION SELECT t.dimension, t.key FROM turned t
)
SELECT n.month, k.dimension, k.key,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_at_start, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_0_6, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_7_29, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_30_59, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_60_89, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_90, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.amount_at_start, 0) END,
    COALESCE(t.found, 0), COALESCE(t.reopened, 0), COALESCE(t.moved, 0),
    COALESCE(t.closed_stale, 0), COALESCE(t.closed_missed, 0), COALESCE(t.closed_cascade, 0),
    COALESCE(t.closed_deleted, 0), COALESCE(t.closed_person, 0), COALESCE(t.closed_other, 0),
    CASE WHEN n.counted_at IS NOT NULL AND COALESCE(s.open_at_start, 0) + COALESCE(t.since_counted, 0) >= 0
        THEN COALESCE(s.open_at_start, 0) + COALESCE(t.since_counted, 0) END,
    ROUND(CAST(l.days[1] AS numeric), 1), ROUND(CAST(l.days[2] AS numeric), 1),
    COALESCE(t.amount_opened, 0), COALESCE(t.amount_closed, 0)
FROM trend_months_next n
CROSS JOIN keys k
LEFT JOIN started s ON s.dimension = k.dimension AND s.key = k.key
LEFT JOIN turned t ON t.dimension = k.dimension AND t.key = k.key
LEFT JOIN lasted l ON l.dimension = k.dimension AND l.key = k.key
WHERE n.month = CAST(:month AS date) AND n.ran
