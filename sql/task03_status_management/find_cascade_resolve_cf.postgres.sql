-- Open conflicts of which no map row in the window is left, with all these rows.
-- Writes: candidates (temporary). Parameters: none.
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
SELECT w.conflict_id, w.id
FROM window_rows w JOIN ${schema}.conflicts f ON f."CONFLICTID" = w.conflict_id
WHERE w.status IN ('R', 'D') AND ${include task03_status_management/conflict_open}
    AND NOT EXISTS (SELECT 1 FROM window_rows o WHERE o.conflict_id = w.conflict_id AND o.status NOT IN ('R', 'D'))
