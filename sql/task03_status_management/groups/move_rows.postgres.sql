-- Tells the rows which node stands for them now.
-- Writes: group_rows (temporary). Parameters: none.
UPDATE group_rows r SET node = c.chosen FROM chosen_nodes c WHERE c.node = r.node AND c.chosen <> c.node
