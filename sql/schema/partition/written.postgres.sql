-- How many rows the statement before has written.
-- Writes: nothing. Parameters: none.
SELECT CAST(current_setting('conflict.rows') AS bigint) AS rows
