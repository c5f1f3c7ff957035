-- What is not needed in the next round.
-- Writes: nothing but temporary tables. Parameters: none.
DROP TABLE group_links, chosen_nodes
