-- The parts in which a row has come, gone or changed since then, and whether there are rows without a group.
-- Writes: changed_parts (temporary). Parameters: none.
CREATE TEMPORARY TABLE changed_parts AS
SELECT COALESCE(n.part, s.part) AS part
FROM group_sums n FULL JOIN seen_sums s ON s.part = n.part
WHERE s.part IS NULL OR COALESCE(n.sum, 0) <> s.sum
