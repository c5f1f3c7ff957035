-- How many rows would be resolved.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS stale FROM stale
