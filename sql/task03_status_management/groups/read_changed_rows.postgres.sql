-- The rows that may have changed: without a group, or of a group that falls into such a part.
-- Writes: near_rows (temporary). Parameters: parts.
CREATE TEMPORARY TABLE near_rows AS
SELECT w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created
FROM window_rows w LEFT JOIN changed_parts p ON p.part = ${include task03_status_management/words/part_of_group}
WHERE ${include task03_status_management/words/in_a_group} AND (w.group_id IS NULL OR p.part IS NOT NULL)
