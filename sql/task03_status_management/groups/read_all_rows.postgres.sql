-- All rows that belong to a group, or should.
-- Writes: near_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE near_rows AS
SELECT w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created
FROM window_rows w
WHERE ${include task03_status_management/words/in_a_group}
