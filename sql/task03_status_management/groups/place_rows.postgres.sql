-- The nodes of each row's two visits; of the first it is told from round to round which node stands for it now.
-- Writes: group_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE group_rows AS
SELECT r.id, a.node, b.node AS con_node, r.group_id, r.group_created
FROM touched_rows r JOIN visit_nodes a ON a.visit_id = r.visit_id JOIN visit_nodes b ON b.visit_id = r.con_visit_id
