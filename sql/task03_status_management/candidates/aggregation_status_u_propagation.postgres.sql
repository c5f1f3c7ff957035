-- Conflicts that are to be shown as open, with the map rows that are the reason.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.conflict_id, w.id, ${include task03_status_management/words/slice_of_conflict}
FROM window_rows w
WHERE NOT w.conflict_silent AND w.status = 'U' AND w.conflict_status IN ('N', 'R', '?')
