-- Finds the pairs of a conflict, for status management.
-- Writes: an index on conflictvisitmaps, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY pipeline_map_conflict ON ${schema}.conflictvisitmaps ("CONFLICTID")
