-- Holds the delta's visits.
-- Writes: delta_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE delta_visits (visit_id uuid)
