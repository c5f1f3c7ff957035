-- Finds a conflict by its id.
-- Writes: an index on conflicts, while others go on writing. Parameters: none.
CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("CONFLICTID")
