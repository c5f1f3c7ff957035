-- Holds the stored rows that are looked at.
-- Writes: stored_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE stored_rows (id bigint, visit_id uuid, con_visit_id uuid)
