-- Finds a stored pair, and all pairs of a primary visit.
-- Writes: an index on conflictvisitmaps or a partition of it, while others go on writing. Parameters: none.
CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("VisitID", "ConVisitID")
