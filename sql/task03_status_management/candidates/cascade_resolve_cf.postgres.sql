-- Open conflicts of which no map row in the window is left, with all these rows.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
WITH over_rows AS (
    SELECT w.conflict_id, w.id
    FROM window_rows w
    WHERE w.status IN ('R', 'D') AND w.conflict_status IN ('N', 'U', '?')
), held AS (
    SELECT DISTINCT w.conflict_id
    FROM window_rows w
    WHERE w.status NOT IN ('R', 'D') AND w.conflict_id IN (SELECT conflict_id FROM over_rows)
)
SELECT w.conflict_id, w.id, ${include task03_status_management/words/slice_of_conflict}
FROM over_rows w
WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.conflict_id = w.conflict_id)
