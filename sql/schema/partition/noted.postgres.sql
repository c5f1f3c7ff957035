-- How many changes are noted that are not copied yet, and whether the table was emptied, which no id tells.
-- Writes: nothing. Parameters: none.
SELECT count(*) AS rows, COALESCE(bool_or(id IS NULL), FALSE) AS truncated FROM ${beside}.pipeline_changes
