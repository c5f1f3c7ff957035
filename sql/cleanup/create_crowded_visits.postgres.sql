-- Holds the visits on crowded keys.
-- Writes: crowded_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE crowded_visits (visit_id uuid)
