-- Finds the rows of a slice in a list of what is to be written.
-- Writes: an index on a temporary table. Parameters: none.
CREATE INDEX IF NOT EXISTS ${work_list}_slice ON ${work_list} (slice, ${key})
