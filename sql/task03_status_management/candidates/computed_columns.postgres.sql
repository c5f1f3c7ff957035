-- Map rows of which a column is another that is computed from the row alone: the candidates of three steps.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice} FROM window_rows w WHERE w.times_differ OR w.rates_differ OR w.reverse_length <= 100
