-- Holds the ids of deleted visits.
-- Writes: deleted_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE deleted_visits (visit_id uuid)
