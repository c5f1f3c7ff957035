-- Finds the stored pairs whose second visit moved away.
-- Writes: an index on conflictvisitmaps or a partition of it, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("ConVisitID")
