-- Which nodes hang together, in both directions.
-- Writes: group_links (temporary). Parameters: none.
CREATE TEMPORARY TABLE group_links AS
SELECT r.node, r.con_node FROM group_rows r WHERE r.node <> r.con_node
UNION
SELECT r.con_node, r.node FROM group_rows r WHERE r.node <> r.con_node
