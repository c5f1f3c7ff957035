-- Map rows that are marked.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice} FROM window_rows w WHERE w.marked
