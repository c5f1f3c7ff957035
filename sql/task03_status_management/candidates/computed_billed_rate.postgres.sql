-- Map rows of which a minute costs something else.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice} FROM window_rows w WHERE w.rates_differ
