-- A month's trends, where any run was in it. It begins with the rows that its baseline counts; what is open at its end
-- follows from these and from what happened after they were counted.
-- Writes: trends_next (temporary). Parameters: month.
INSERT INTO trends_next
WITH baseline AS (
    SELECT h.happened_at, h.event_id, h.changes FROM ${schema}.pipeline_history h
    WHERE h.what = 'baseline' AND ${include trends/in_month}
    ORDER BY h.happened_at, h.event_id LIMIT 1
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
), turned AS (
    SELECT k.dimension, k.key,
        COUNT(*) FILTER (WHERE t.cause = 'found') AS found,
        COUNT(*) FILTER (WHERE t.cause = 'reopened') AS reopened,
        COUNT(*) FILTER (WHERE t.cause = 'stale') AS closed_stale,
        COUNT(*) FILTER (WHERE t.cause = 'missed') AS closed_missed,
        COUNT(*) FILTER (WHERE t.cause = 'cascade') AS closed_cascade,
        COUNT(*) FILTER (WHERE t.cause = 'deleted') AS closed_deleted,
        COUNT(*) FILTER (WHERE t.cause = 'person') AS closed_person,
        COUNT(*) FILTER (WHERE t.cause = 'other') AS closed_other,
        COUNT(*) FILTER (WHERE t.opens AND (t.happened_at, t.event_id) > (b.happened_at, b.event_id))
            - COUNT(*) FILTER (WHERE NOT t.opens AND (t.happened_at, t.event_id) > (b.happened_at, b.event_id)) AS since_counted,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
            ORDER BY GREATEST(0, EXTRACT(EPOCH FROM t.happened_at - t.opened_at) / 86400))
            FILTER (WHERE NOT t.opens AND t.opened_at IS NOT NULL) AS days,
        COALESCE(SUM(t.amount) FILTER (WHERE t.opens), 0) AS amount_opened,
        COALESCE(SUM(t.amount) FILTER (WHERE NOT t.opens), 0) AS amount_closed
    FROM trend_turns t LEFT JOIN baseline b ON TRUE
    CROSS JOIN LATERAL (${include trends/keys}) k
    GROUP BY k.dimension, k.key
), moved AS (
    SELECT k.dimension, k.key, SUM(k.moved) AS moved,
        COALESCE(SUM(k.moved) FILTER (WHERE (t.happened_at, t.event_id) > (b.happened_at, b.event_id)), 0) AS since_counted
    FROM trend_events t LEFT JOIN baseline b ON TRUE
    CROSS JOIN LATERAL (${include trends/keys_moved}) k
    WHERE t.open_before
        AND (t.payer_before IS DISTINCT FROM t.payer_id OR t.provider_before IS DISTINCT FROM t.provider_id
            OR NOT (t.rules_before @> t.rules AND t.rules @> t.rules_before))
    GROUP BY k.dimension, k.key
), keys AS (
    SELECT 'all' AS dimension, '' AS key
    UNION SELECT s.dimension, s.key FROM started s
    UNION SELECT t.dimension, t.key FROM turned t
    UNION SELECT m.dimension, m.key FROM moved m WHERE m.moved <> 0 OR m.since_counted <> 0
)
SELECT n.month, k.dimension, k.key,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_at_start, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_0_6, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_7_29, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_30_59, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_60_89, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.open_days_90, 0) END,
    CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(s.amount_at_start, 0) END,
    COALESCE(t.found, 0), COALESCE(t.reopened, 0), COALESCE(m.moved, 0),
    COALESCE(t.closed_stale, 0), COALESCE(t.closed_missed, 0), COALESCE(t.closed_cascade, 0),
    COALESCE(t.closed_deleted, 0), COALESCE(t.closed_person, 0), COALESCE(t.closed_other, 0),
    CASE WHEN n.counted_at IS NOT NULL
        THEN COALESCE(s.open_at_start, 0) + COALESCE(t.since_counted, 0) + COALESCE(m.since_counted, 0) END,
    ROUND(CAST(t.days[1] AS numeric), 1), ROUND(CAST(t.days[2] AS numeric), 1),
    COALESCE(t.amount_opened, 0), COALESCE(t.amount_closed, 0)
FROM trend_months_next n
CROSS JOIN keys k
LEFT JOIN started s ON s.dimension = k.dimension AND s.key = k.key
LEFT JOIN turned t ON t.dimension = k.dimension AND t.key = k.key
LEFT JOIN moved m ON m.dimension = k.dimension AND m.key = k.key
WHERE n.month = CAST(:month AS date) AND n.ran
