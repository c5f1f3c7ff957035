-- Map rows that are to have another group, or another date of it; by group, so that who is killed and begins anew gives
-- the same numbers.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, k.group_id, k.group_created, ${slice(ROW_NUMBER() OVER (ORDER BY k.group_id, w.id), :slice_rows)}
FROM group_rows w JOIN chosen_groups k ON k.component = w.node
WHERE w.group_id IS DISTINCT FROM k.group_id OR w.group_created IS DISTINCT FROM k.group_created
