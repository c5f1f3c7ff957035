-- Finds the stored pairs of a key of detection.
-- Writes: an index on conflictvisitmaps, while others go on writing. Parameters: none.
CREATE INDEX CONCURRENTLY pipeline_map_ssn_date ON ${schema}.conflictvisitmaps ("SSN", "VisitDate")
