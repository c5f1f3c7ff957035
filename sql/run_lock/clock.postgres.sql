-- The clock of PostgreSQL, for runs without a warehouse.
-- Writes: nothing. Parameters: none.
SELECT clock_timestamp() AS now
