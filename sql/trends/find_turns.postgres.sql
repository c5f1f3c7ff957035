-- Each opening and closing of the month, with the price that its row had last: as an event of the month says, else as the
-- money at stake has it now.
-- Writes: trend_turns (temporary). Parameters: none.
INSERT INTO trend_turns
SELECT e.happened_at, e.event_id, e.map_row_id, e.open_after, ${include trends/cause}, e.payer_id, e.provider_id, e.rules,
    CASE WHEN e.open_before THEN GREATEST(e.opened_at, e.opened_in_month) END, COALESCE(p.amount, m.overlap_price)
FROM (
    SELECT t.*, MAX(t.happened_at) FILTER (WHERE t.open_after) OVER (
            PARTITION BY t.map_row_id ORDER BY t.happened_at, t.event_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS opened_in_month
    FROM trend_events t
    WHERE t.open_before <> t.open_after
) e
LEFT JOIN (
    SELECT DISTINCT ON (t.map_row_id) t.map_row_id, t.amount
    FROM trend_events t
    WHERE t.what = 'priced'
    ORDER BY t.map_row_id, t.happened_at DESC, t.event_id DESC
) p ON p.map_row_id = e.map_row_id
LEFT JOIN ${schema}.pipeline_money m ON m.map_row_id = e.map_row_id
