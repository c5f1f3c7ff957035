-- The slices of a list of what is to be written, each with how many stored rows it is about.
-- Writes: nothing. Parameters: none.
SELECT slice, COUNT(DISTINCT ${key}) AS rows FROM ${work_list} GROUP BY slice ORDER BY slice
