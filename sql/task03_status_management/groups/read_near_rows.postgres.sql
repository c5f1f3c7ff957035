-- The rows of these groups, besides.
-- Writes: near_rows (temporary). Parameters: none.
INSERT INTO near_rows (id, visit_id, con_visit_id, group_id, group_created)
SELECT w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created
FROM window_rows w JOIN near_groups g ON g.group_id = w.group_id
WHERE ${include task03_status_management/words/in_a_group}
