-- Keeps temporary tables in memory; only before the first of them is used.
-- Writes: nothing. Parameters: none.
SET temp_buffers = '128MB'
