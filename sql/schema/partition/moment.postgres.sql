-- What time it is.
-- Writes: nothing. Parameters: none.
SELECT CAST(clock_timestamp() AS text) AS moment
