-- The count of all rows with which a month begins.
-- Writes: nothing. Parameters: month.
SELECT h.happened_at, h.event_id, h.changes FROM ${schema}.pipeline_history h
WHERE h.what = 'baseline' AND ${include trends/in_month}
ORDER BY h.happened_at, h.event_id LIMIT 1
