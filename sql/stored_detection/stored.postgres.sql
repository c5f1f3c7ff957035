-- The stored rows that are looked at.
-- Writes: nothing. Parameters: none.
SELECT id AS "id", visit_id AS "visit_id", con_visit_id AS "con_visit_id" FROM stored_rows
