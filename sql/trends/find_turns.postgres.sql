-- Each opening and closing of these days, with the price that its row had last on the day: as an event of the day says, else
-- as the money at stake has it now.
-- Writes: trend_turns (temporary). Parameters: none.
INSERT INTO trend_turns
SELECT e.happened_at, e.event_id, e.day, e.map_row_id, e.open_after, ${include trends/cause}, e.payer_id, e.provider_id, e.rules,
    CASE WHEN e.open_before THEN e.opened_at END, COALESCE(p.amount, m.overlap_price)
FROM trend_events e
LEFT JOIN (
    SELECT DISTINCT ON (t.day, t.map_row_id) t.day, t.map_row_id, t.amount
    FROM trend_events t
    WHERE t.what = 'priced'
    ORDER BY t.day, t.map_row_id, t.happened_at DESC, t.event_id DESC
) p ON p.day = e.day AND p.map_row_id = e.map_row_id
LEFT JOIN ${schema}.pipeline_money m ON m.map_row_id = e.map_row_id
WHERE e.open_before <> e.open_after
