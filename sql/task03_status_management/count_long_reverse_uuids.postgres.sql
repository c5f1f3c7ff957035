-- How many map rows have ids too long for the name that they would make.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS rows FROM window_rows WHERE reverse_length > 100
