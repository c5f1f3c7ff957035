-- Conflicts that were decided about though nobody answered.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.conflict_id, ${include slices/row_slice}
FROM (
    SELECT DISTINCT conflict_id FROM window_rows WHERE conflict_silent AND conflict_status IN ('U', 'W', 'I')
) w
