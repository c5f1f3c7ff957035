-- The groups that each component holds, with their dates and the lowest row that says so.
-- Writes: group_claims (temporary). Parameters: none.
CREATE TEMPORARY TABLE group_claims AS
SELECT r.node AS component, r.group_id, MIN(r.group_created) AS group_created, MIN(r.id) AS first_row
FROM group_rows r
WHERE r.group_id IS NOT NULL
GROUP BY r.node, r.group_id
