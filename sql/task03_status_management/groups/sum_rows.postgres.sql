-- What the rows of groups come to, by the part that their group falls into: NULL of those that have none.
-- Writes: group_sums (temporary). Parameters: parts.
CREATE TEMPORARY TABLE group_sums AS
SELECT ${include task03_status_management/words/part_of_group} AS part, SUM(${include task03_status_management/words/group_row_hash}) AS sum
FROM window_rows w
WHERE ${include task03_status_management/words/in_a_group}
GROUP BY 1
