-- The rows that are to have another group, or another date of it.
-- Writes: regrouped (temporary). Parameters: none.
CREATE TEMPORARY TABLE regrouped AS
SELECT r.id, k.group_id, k.group_created
FROM group_rows r JOIN chosen_groups k ON k.component = r.node
WHERE r.group_id IS DISTINCT FROM k.group_id OR r.group_created IS DISTINCT FROM k.group_created
