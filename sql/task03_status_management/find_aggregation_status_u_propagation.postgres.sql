-- Conflicts that are to be shown as open, with the map rows that are the reason.
-- Writes: candidates (temporary). Parameters: none.
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
SELECT w.conflict_id, w.id
FROM window_rows w
WHERE NOT w.conflict_silent AND w.status = 'U' AND w.conflict_status IN ('N', 'R', '?')
