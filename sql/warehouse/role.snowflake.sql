-- The role that asks.
-- Writes: nothing. Parameters: none.
SELECT CURRENT_ROLE() AS role
