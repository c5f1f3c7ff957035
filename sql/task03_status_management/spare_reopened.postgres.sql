-- Conflicts that a missed visit would resolve and a map row that stays open would open again at once, and of which nothing
-- else is noted: in the end they would be what they are. They get the status =, which no step looks for.
-- Writes: window_rows (temporary). Parameters: none.
UPDATE window_rows SET conflict_status = '=', conflict_unmarked = FALSE
WHERE conflict_status = 'U' AND conflict_blank AND NOT conflict_silent
    AND conflict_id IN (
        SELECT w.conflict_id FROM window_rows w WHERE ${include task03_status_management/words/witness})
    AND conflict_id IN (SELECT w.conflict_id FROM window_rows w WHERE w.status = 'U' AND NOT w.missed_open AND NOT w.marked)
