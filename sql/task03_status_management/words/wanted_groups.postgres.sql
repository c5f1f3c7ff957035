-- The group that each component wants: the oldest of those that it holds and is not refused.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT ON (component) component, group_id, group_created, first_row
FROM group_claims
ORDER BY component, group_created, group_id
