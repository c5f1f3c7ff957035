-- Finds a visit by its id: a slice looks up its own visits alone.
-- Writes: an index on visits_in (temporary). Parameters: none.
CREATE INDEX ON visits_in ("VisitID")
