-- Holds the delta's visits, and which of them have gone to where nobody looks.
-- Writes: delta_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE delta_visits (visit_id uuid, gone boolean)
