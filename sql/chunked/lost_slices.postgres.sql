-- How many slices of lost rows there are.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(slice) + 1, 0) AS slices FROM lost
