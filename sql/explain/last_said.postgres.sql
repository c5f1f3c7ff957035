-- Of each of these rows what gave it its status last, as the history has it: which step, or which person.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT ON (s.id) s.id, h.what, h.who, h.application_user, h.run_id, h.step, h.status_before, h.status_after,
    to_char(h.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS happened_at
FROM stored_rows s
JOIN ${schema}.pipeline_history h ON h.map_row_id = s.id
WHERE h.status_before IS DISTINCT FROM h.status_after
ORDER BY s.id, h.event_id DESC
