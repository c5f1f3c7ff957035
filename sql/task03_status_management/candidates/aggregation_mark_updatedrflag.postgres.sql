-- Conflicts with a map row in the window that do not show it.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.conflict_id, ${include slices/row_slice}
FROM (SELECT DISTINCT conflict_id FROM window_rows WHERE conflict_unmarked AND conflict_status <> '-') w
