-- The groups that a changed row may have changed: those of these visits. All others have the rows that they had, each on
-- visits of its own, and are right as they were.
-- Writes: near_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE near_groups AS
SELECT DISTINCT w.group_id
FROM window_rows w
LEFT JOIN changed_visits a ON a.visit_id = w.visit_id
LEFT JOIN changed_visits b ON b.visit_id = w.con_visit_id
WHERE (a.visit_id IS NOT NULL OR b.visit_id IS NOT NULL) AND w.group_id IS NOT NULL
    AND ${include task03_status_management/words/in_a_group}
