-- How many partitions the statements of this transaction make; 0 is one table.
-- Writes: nothing. Parameters: partitions.
SELECT set_config('conflict.partitions', CAST(:partitions AS text), TRUE)
