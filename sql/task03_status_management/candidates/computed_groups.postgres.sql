-- Map rows that are to have another group, or another date of it; those of a group beside each other.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT g.id, g.group_id, g.group_created, ${slice(ROW_NUMBER() OVER (ORDER BY g.group_id, g.id), :slice_rows)} FROM regrouped g
