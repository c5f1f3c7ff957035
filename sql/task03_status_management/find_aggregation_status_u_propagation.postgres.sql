-- Conflicts that are to be shown as updated, with the map rows that are the reason.
-- Writes: candidates (temporary). Parameters: none.
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
SELECT w.conflict_id, w.id
FROM window_rows w
WHERE NOT w.conflict_silent AND w.status IN ('U', 'N') AND w.conflict_status IN ('N', 'R', '?')
    AND (w.status = 'U' OR w.conflict_status = 'R')
