-- For these, when an earlier event of the row opened it; row by row, by index.
-- Writes: trend_turns (temporary). Parameters: none.
UPDATE trend_turns t
SET opened_at = (
    SELECT MAX(h.happened_at + INTERVAL '0') FROM ${schema}.pipeline_history h
    WHERE h.map_row_id = t.map_row_id AND (h.happened_at, h.event_id) < (t.happened_at, t.event_id)
        AND (h.what = 'found' OR NOT ${open_status(h.status_before)}) AND ${open_status(h.status_after)})
WHERE NOT t.opens AND t.opened_at IS NULL
