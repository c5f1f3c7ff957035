-- The slice of each of so many rows, in the order in which they are read.
-- Writes: nothing. Parameters: slice_rows.
${slice(ROW_NUMBER() OVER (), :slice_rows)}
