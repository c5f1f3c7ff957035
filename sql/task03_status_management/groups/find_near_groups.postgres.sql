-- The other groups that a changed row may have changed: those of its visits. All that are left have the rows that they had,
-- each on visits of its own, and are right as they were.
-- Writes: near_groups (temporary). Parameters: parts.
CREATE TEMPORARY TABLE near_groups AS
SELECT DISTINCT w.group_id
FROM window_rows w
LEFT JOIN changed_parts p ON p.part = ${include task03_status_management/words/part_of_group}
LEFT JOIN changed_visits a ON a.visit_id = w.visit_id
LEFT JOIN changed_visits b ON b.visit_id = w.con_visit_id
WHERE p.part IS NULL AND (a.visit_id IS NOT NULL OR b.visit_id IS NOT NULL) AND w.group_id IS NOT NULL
    AND ${include task03_status_management/words/in_a_group}
