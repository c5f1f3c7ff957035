-- The visits of rows that may have changed: without a group, or of such a part.
-- Writes: changed_visits (temporary). Parameters: parts.
CREATE TEMPORARY TABLE changed_visits AS
SELECT DISTINCT v.visit_id
FROM window_rows w
LEFT JOIN changed_parts p ON p.part = ${include task03_status_management/words/part_of_group}
CROSS JOIN LATERAL (VALUES (w.visit_id), (w.con_visit_id)) v (visit_id)
WHERE ${include task03_status_management/words/in_a_group} AND (w.group_id IS NULL OR p.part IS NOT NULL) AND v.visit_id IS NOT NULL
