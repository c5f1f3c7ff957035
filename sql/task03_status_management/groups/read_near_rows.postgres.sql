-- The rows of these groups, and those without one.
-- Writes: near_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE near_rows AS
SELECT w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created
FROM window_rows w LEFT JOIN near_groups g ON g.group_id = w.group_id
WHERE ${include task03_status_management/words/in_a_group} AND (w.group_id IS NULL OR g.group_id IS NOT NULL)
