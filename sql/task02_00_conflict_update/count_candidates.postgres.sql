-- How many candidates there are.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS candidates FROM candidates
