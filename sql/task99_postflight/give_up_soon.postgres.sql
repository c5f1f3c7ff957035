-- Whoever wants to read the view waits behind us meanwhile.
-- Writes: nothing. Parameters: none.
SELECT set_config('lock_timeout', '2s', TRUE)
