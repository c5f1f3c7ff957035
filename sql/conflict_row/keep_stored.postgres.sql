-- Of a pair that is stored in one order, that one: the other order is another chunk's, or nobody's.
-- Writes: directed (temporary). Parameters: none.
DELETE FROM directed d
WHERE NOT EXISTS (SELECT 1 FROM stored_rows s WHERE s.visit_id = d.visit_id AND s.con_visit_id = d.con_visit_id)
