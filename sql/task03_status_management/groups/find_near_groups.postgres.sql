-- The groups that a changed row may have changed: those of these visits. All others have the rows that they had, each on
-- visits of its own, and are right as they were.
-- Writes: near_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE near_groups AS
SELECT w.group_id FROM window_rows w JOIN changed_visits v ON v.visit_id = w.visit_id
WHERE w.group_id IS NOT NULL AND ${include task03_status_management/words/in_a_group}
UNION
SELECT w.group_id FROM window_rows w JOIN changed_visits v ON v.visit_id = w.con_visit_id
WHERE w.group_id IS NOT NULL AND ${include task03_status_management/words/in_a_group}
