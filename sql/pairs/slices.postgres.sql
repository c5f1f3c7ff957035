-- How many slices there are to write.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(slice) + 1, 0) AS slices FROM sliced
