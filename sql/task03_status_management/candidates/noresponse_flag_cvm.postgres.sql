-- Map rows about which nobody answered, and that do not show it.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice} FROM window_rows w WHERE w.unanswered
