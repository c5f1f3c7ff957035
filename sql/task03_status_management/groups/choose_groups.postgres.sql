-- The group of each component: the one that it wants, else the next number, and now.
-- Writes: chosen_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE chosen_groups AS
SELECT n.component,
    COALESCE(k.group_id, (SELECT COALESCE(MAX("GroupID"), 0) FROM ${schema}.conflictvisitmaps)
        + ROW_NUMBER() OVER (PARTITION BY k.group_id IS NULL ORDER BY n.first_row)) AS group_id,
    CASE WHEN k.group_id IS NULL THEN LOCALTIMESTAMP ELSE k.group_created END AS group_created
FROM (SELECT node AS component, MIN(id) AS first_row FROM group_rows GROUP BY node) n
LEFT JOIN (${include task03_status_management/words/wanted_groups}) k ON k.component = n.component
