-- How many slices of stale rows there are.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(slice) + 1, 0) AS slices FROM stale
