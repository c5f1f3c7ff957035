-- Finds a deleted visit by its id.
-- Writes: an index on deleted_visits (temporary). Parameters: none.
CREATE INDEX ON deleted_visits (visit_id)
