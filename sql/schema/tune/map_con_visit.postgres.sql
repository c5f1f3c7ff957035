-- Finds the stored pairs whose second visit moved away.
-- Writes: an index on conflictvisitmaps, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY pipeline_map_con_visit ON ${schema}.conflictvisitmaps ("ConVisitID")
