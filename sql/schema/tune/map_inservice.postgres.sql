-- Finds the stored in-service pairs, which are few. Its condition stands so in in-service detection's find_stale, too.
-- Writes: an index on conflictvisitmaps, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY pipeline_map_inservice ON ${schema}.conflictvisitmaps ("VisitDate")
WHERE COALESCE("InserviceStartDate", "InserviceEndDate", "ConInserviceStartDate", "ConInserviceEndDate") IS NOT NULL
