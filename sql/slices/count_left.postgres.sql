-- How many stored rows a slice is about now.
-- Writes: nothing. Parameters: slice.
SELECT COUNT(DISTINCT ${key}) AS rows FROM ${work_list} WHERE slice = :slice
