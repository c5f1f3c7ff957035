-- The group of each component: the one that it wants, else the next number after the last one, and now. What an earlier try
-- has numbered since is counted where it stands in the order, so that the others get what that would have given them; where
-- somebody else has such a number meanwhile, they are numbered above all.
-- Writes: chosen_groups (temporary). Parameters: last.
CREATE TEMPORARY TABLE chosen_groups AS
WITH components AS (
    SELECT n.component, n.first_row, k.group_id, k.group_created
    FROM (SELECT node AS component, MIN(id) AS first_row FROM group_rows GROUP BY node) n
    LEFT JOIN (${include task03_status_management/words/wanted_groups}) k ON k.component = n.component
), later AS (
    SELECT w.id, w.group_id, ${include task03_status_management/words/in_a_group} AS in_a_group
    FROM window_rows w
    WHERE w.group_id > :last
), numbered AS (
    SELECT l.group_id, MIN(l.id) AS first_row, bool_or(t.id IS NOT NULL) AS is_looked_at
    FROM later l LEFT JOIN touched_rows t ON t.id = l.id
    WHERE l.in_a_group
    GROUP BY l.group_id
), places AS (
    SELECT p.component, CAST(:last AS bigint) + ROW_NUMBER() OVER (ORDER BY p.first_row) AS number
    FROM (
        SELECT c.component, c.first_row FROM components c WHERE c.group_id IS NULL OR c.group_id > :last
        UNION ALL
        SELECT NULL, n.first_row FROM numbered n WHERE NOT n.is_looked_at
    ) p
), given AS (
    SELECT c.component, p.number FROM components c JOIN places p ON p.component = c.component WHERE c.group_id IS NULL
), above AS (
    SELECT CASE WHEN EXISTS (SELECT 1 FROM given g JOIN later l ON l.group_id = g.number)
        THEN (SELECT MAX(l.group_id) FROM later l) - :last ELSE 0 END AS numbers
)
SELECT c.component, COALESCE(c.group_id, g.number + a.numbers) AS group_id,
    CASE WHEN c.group_id IS NULL THEN LOCALTIMESTAMP ELSE c.group_created END AS group_created
FROM components c LEFT JOIN given g ON g.component = c.component CROSS JOIN above a
