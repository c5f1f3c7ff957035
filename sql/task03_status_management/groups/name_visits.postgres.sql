-- The lowest row of each visit stands for it: what it stands for besides hangs together with that visit.
-- Writes: visit_nodes (temporary). Parameters: none.
CREATE TEMPORARY TABLE visit_nodes AS
SELECT s.visit_id, MIN(s.id) AS node
FROM (SELECT visit_id, id FROM touched_rows UNION ALL SELECT con_visit_id, id FROM touched_rows) s
GROUP BY s.visit_id
