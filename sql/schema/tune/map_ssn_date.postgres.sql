-- Finds the stored pairs of a key of detection.
-- Writes: an index on conflictvisitmaps or a partition of it, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("SSN", "VisitDate")
