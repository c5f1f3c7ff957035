-- The rows that are looked at: those without a group, and all of a group that is in doubt. So each component is among them
-- whole or not at all.
-- Writes: touched_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE touched_rows AS
SELECT w.id, COALESCE(w.visit_id, w.con_visit_id) AS visit_id, COALESCE(w.con_visit_id, w.visit_id) AS con_visit_id,
    w.group_id, w.group_created
FROM near_rows w LEFT JOIN doubtful_groups d ON d.group_id = w.group_id
WHERE w.group_id IS NULL OR d.group_id IS NOT NULL
