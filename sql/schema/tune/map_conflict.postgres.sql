-- Finds the pairs of a conflict, for status management.
-- Writes: an index on conflictvisitmaps or a partition of it, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("CONFLICTID")
