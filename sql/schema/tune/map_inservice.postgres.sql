-- Finds the stored in-service pairs, which are few. Its condition stands so in in-service detection's find_stale, too.
-- Writes: an index on conflictvisitmaps or a partition of it, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY ${index} ON ${schema}."${relation}" ("VisitDate")
WHERE COALESCE("InserviceStartDate", "InserviceEndDate", "ConInserviceStartDate", "ConInserviceEndDate") IS NOT NULL
