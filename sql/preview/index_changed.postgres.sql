-- Finds the map rows that were written by what statements look for them by, as the stored ones are found.
-- Writes: nothing but objects of this session. Parameters: none.
DO $index$
BEGIN
    CREATE INDEX ON pg_temp.conflictvisitmaps_changed ("VisitID", "ConVisitID");
    CREATE INDEX ON pg_temp.conflictvisitmaps_changed ("ConVisitID");
    CREATE INDEX ON pg_temp.conflictvisitmaps_changed ("CONFLICTID");
    CREATE INDEX ON pg_temp.conflictvisitmaps_changed ("SSN", "VisitDate");
END
$index$
