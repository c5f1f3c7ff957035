-- The version of Snowflake.
-- Writes: nothing. Parameters: none.
SELECT CURRENT_VERSION() AS version
