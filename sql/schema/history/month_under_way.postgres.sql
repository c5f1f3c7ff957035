-- The month of UTC that is under way.
-- Writes: nothing. Parameters: none.
SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') AS month
