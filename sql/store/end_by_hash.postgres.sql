-- Whatever follows in the transaction joins as usual again.
-- Writes: nothing. Parameters: none.
SELECT set_config(s.name, s.reset_val, TRUE) FROM pg_settings s WHERE s.name = 'enable_nestloop'
