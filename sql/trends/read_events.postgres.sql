-- The events of a month, from this day on, that open or close a row, move an open one to another payer, provider or rule, or
-- price one. What a change does not name is before it as after.
-- Writes: trend_events (temporary). Parameters: month, from_day.
INSERT INTO trend_events
SELECT e.happened_at, e.event_id, CAST(e.happened_at AT TIME ZONE 'UTC' AS date), e.map_row_id, e.what, e.step, e.status_after, e.open_before, e.open_after,
    CASE WHEN e.changes -> 'PayerID' IS NULL THEN e.payer_id ELSE CAST(e.changes -> 'PayerID' ->> 0 AS uuid) END, e.payer_id,
    CASE WHEN e.changes -> 'ProviderID' IS NULL THEN e.provider_id ELSE CAST(e.changes -> 'ProviderID' ->> 0 AS uuid) END,
    e.provider_id,
    array_remove(ARRAY[${columns rule CASE WHEN CASE WHEN e.changes -> '$name' IS NULL THEN '$name' = ANY (e.rules)
        ELSE e.changes -> '$name' ->> 0 = 'Y' END THEN '$name' END}], NULL),
    e.rules, e.opened_at,
    CASE WHEN e.what = 'priced' THEN COALESCE(e.amount, CAST(e.changes -> 'overlap_price' ->> 0 AS numeric)) END
FROM (
    SELECT h.happened_at, h.event_id, h.map_row_id, h.what, h.step, h.status_after, h.payer_id, h.provider_id,
        COALESCE(h.rules, CAST('{}' AS text[])) AS rules, h.opened_at, h.amount, h.changes,
        h.what <> 'found' AND ${open_status(h.status_before)} AS open_before, ${open_status(h.status_after)} AS open_after
    FROM ${schema}.pipeline_history h
    WHERE h.map_row_id IS NOT NULL AND h.happened_at >= CAST(:from_day AS timestamp) AT TIME ZONE 'UTC' AND ${include trends/in_month}
) e
WHERE e.open_before <> e.open_after OR e.what = 'priced'
    OR (e.open_before AND COALESCE(e.changes -> 'PayerID', e.changes -> 'ProviderID', ${columns rule e.changes -> '$name'}) IS NOT NULL)
