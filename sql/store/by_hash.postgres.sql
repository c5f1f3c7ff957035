-- For statements about whole tables: whatever statistics say, none of their joins reads a table anew for each row of
-- another.
-- Writes: nothing. Parameters: none.
SELECT set_config('enable_nestloop', 'off', TRUE)
