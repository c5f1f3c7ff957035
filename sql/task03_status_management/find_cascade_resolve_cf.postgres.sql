-- Open conflicts of which no map row in the window is left, with all these rows.
-- Writes: candidates (temporary). Parameters: none.
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
WITH over_rows AS (
    SELECT w.conflict_id, w.id
    FROM window_rows w
    WHERE w.status IN ('R', 'D') AND w.conflict_status IN ('N', 'U', '?')
), held AS (
    SELECT DISTINCT w.conflict_id
    FROM window_rows w
    WHERE w.status NOT IN ('R', 'D') AND w.conflict_id IN (SELECT conflict_id FROM over_rows)
)
SELECT o.conflict_id, o.id
FROM over_rows o
WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.conflict_id = o.conflict_id)
