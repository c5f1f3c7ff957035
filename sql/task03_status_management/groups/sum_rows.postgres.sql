-- What the rows of groups come to, by the part that their group falls into.
-- Writes: group_sums (temporary). Parameters: none.
CREATE TEMPORARY TABLE group_sums AS
SELECT ${include task03_status_management/words/part_of_group} AS part, SUM(${include task03_status_management/words/group_row_hash}) AS sum
FROM window_rows w
WHERE w.group_id IS NOT NULL AND ${include task03_status_management/words/in_a_group}
GROUP BY 1
