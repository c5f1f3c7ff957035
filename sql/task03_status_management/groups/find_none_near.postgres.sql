-- Nothing has changed, so no row is to be looked at.
-- Writes: near_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE near_rows AS
SELECT w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created
FROM window_rows w
LIMIT 0
