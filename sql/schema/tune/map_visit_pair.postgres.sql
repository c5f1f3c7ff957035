-- Finds a stored pair, and all pairs of a primary visit.
-- Writes: an index on conflictvisitmaps, while others go on writing. Parameters: none.
CREATE UNIQUE INDEX CONCURRENTLY pipeline_map_visit_pair ON ${schema}.conflictvisitmaps ("VisitID", "ConVisitID")
