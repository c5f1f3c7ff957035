-- What happened on each of these days of a month.
-- Writes: trend_days_next (temporary). Parameters: month.
INSERT INTO trend_days_next
WITH baseline AS (
    ${include trends/baseline}
), turned AS (
    SELECT t.day, k.dimension, k.key,
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
        array_agg(CAST(GREATEST(0, EXTRACT(EPOCH FROM t.happened_at - t.opened_at) / 86400) AS double precision)
            ORDER BY t.happened_at - t.opened_at) FILTER (WHERE NOT t.opens AND t.opened_at IS NOT NULL) AS days_open,
        COALESCE(SUM(t.amount) FILTER (WHERE t.opens), 0) AS amount_opened,
        COALESCE(SUM(t.amount) FILTER (WHERE NOT t.opens), 0) AS amount_closed
    FROM trend_turns t LEFT JOIN baseline b ON TRUE
    CROSS JOIN LATERAL (${include trends/keys}) k
    GROUP BY t.day, k.dimension, k.key
), moved AS (
    SELECT t.day, k.dimension, k.key, SUM(k.moved) AS moved,
        COALESCE(SUM(k.moved) FILTER (WHERE (t.happened_at, t.event_id) > (b.happened_at, b.event_id)), 0) AS since_counted
    FROM trend_events t LEFT JOIN baseline b ON TRUE
    CROSS JOIN LATERAL (${include trends/keys_moved}) k
    WHERE t.open_before
        AND (t.payer_before IS DISTINCT FROM t.payer_id OR t.provider_before IS DISTINCT FROM t.provider_id
            OR NOT (t.rules_before @> t.rules AND t.rules @> t.rules_before))
    GROUP BY t.day, k.dimension, k.key
)
SELECT day, dimension, key,
    COALESCE(t.found, 0), COALESCE(t.reopened, 0), COALESCE(m.moved, 0),
    COALESCE(t.closed_stale, 0), COALESCE(t.closed_missed, 0), COALESCE(t.closed_cascade, 0),
    COALESCE(t.closed_deleted, 0), COALESCE(t.closed_person, 0), COALESCE(t.closed_other, 0),
    COALESCE(t.since_counted, 0) + COALESCE(m.since_counted, 0), COALESCE(t.days_open, '{}'),
    COALESCE(t.amount_opened, 0), COALESCE(t.amount_closed, 0)
FROM turned t
FULL JOIN moved m USING (day, dimension, key)
WHERE t.day IS NOT NULL OR m.moved <> 0 OR m.since_counted <> 0
