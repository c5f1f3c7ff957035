-- Which of the nodes that are left hang together still.
-- Writes: links_left (temporary). Parameters: none.
CREATE TEMPORARY TABLE links_left AS
SELECT DISTINCT a.chosen AS node, b.chosen AS con_node
FROM group_links l JOIN chosen_nodes a ON a.node = l.node JOIN chosen_nodes b ON b.node = l.con_node
WHERE a.chosen <> b.chosen
