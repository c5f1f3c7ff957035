-- What row t of the trends says of month n, as docs/trends.schema.json has it; no row is a month in which nothing was, as far
-- as m, the month, is known at all: whose rows are open, and what they are worth.
-- Writes: nothing. Parameters: none.
jsonb_strip_nulls(jsonb_build_object(
    'counted_at', to_char(n.counted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'open_at_start', CASE WHEN n.counted_at IS NOT NULL THEN COALESCE(t.open_at_start, 0) END,
    'open_by_days', CASE WHEN n.counted_at IS NOT NULL THEN jsonb_build_object(
        '0-6', COALESCE(t.open_days_0_6, 0), '7-29', COALESCE(t.open_days_7_29, 0), '30-59', COALESCE(t.open_days_30_59, 0),
        '60-89', COALESCE(t.open_days_60_89, 0), '90+', COALESCE(t.open_days_90, 0),
        'unknown', COALESCE(t.open_at_start - t.open_days_0_6 - t.open_days_7_29 - t.open_days_30_59 - t.open_days_60_89
            - t.open_days_90, 0)) END,
    'amount_at_start', CASE WHEN t.month IS NOT NULL THEN ROUND(t.amount_at_start, 2) WHEN n.counted_at IS NOT NULL AND m.priced THEN 0 END,
    'found', COALESCE(t.found, 0), 'reopened', COALESCE(t.reopened, 0), 'moved', COALESCE(t.moved, 0),
    'closed_by', jsonb_build_object('stale', COALESCE(t.closed_stale, 0), 'missed', COALESCE(t.closed_missed, 0),
        'cascade', COALESCE(t.closed_cascade, 0), 'deleted', COALESCE(t.closed_deleted, 0),
        'person', COALESCE(t.closed_person, 0), 'other', COALESCE(t.closed_other, 0)),
    'open_at_end', CASE WHEN t.month IS NOT NULL THEN t.open_at_end WHEN n.counted_at IS NOT NULL AND m.open_known THEN 0 END,
    'days_median', t.days_median, 'days_p90', t.days_p90,
    'amount_opened', CASE WHEN t.month IS NOT NULL THEN ROUND(t.amount_opened, 2) WHEN m.priced THEN 0 END,
    'amount_closed', CASE WHEN t.month IS NOT NULL THEN ROUND(t.amount_closed, 2) WHEN m.priced THEN 0 END))
