-- The slice of each of so many rows, in the order in which they are read.
-- Writes: nothing. Parameters: slice_rows.
CAST((ROW_NUMBER() OVER () - 1) / :slice_rows AS integer) AS slice
