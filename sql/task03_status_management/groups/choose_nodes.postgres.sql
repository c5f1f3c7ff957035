-- Who stands for each node from now on: the first, in an order that is another each round, of it and those beside it.
-- By chance, but always by the same: a path shrinks from all its parts at once, by a third or more a round, however its
-- rows are numbered.
-- Writes: chosen_nodes (temporary). Parameters: round.
CREATE TEMPORARY TABLE chosen_nodes AS
SELECT l.node, (LEAST(ARRAY[hashint8extended(l.node, CAST(:round AS bigint)), l.node],
    MIN(ARRAY[hashint8extended(l.con_node, CAST(:round AS bigint)), l.con_node])))[2] AS chosen
FROM group_links l
GROUP BY l.node
