-- Map rows of which a time that dashboards read is another.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice} FROM window_rows w WHERE w.times_differ
