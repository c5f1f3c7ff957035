-- The groups that are not seen to be right at one glance. One is where its rows have one date, none of its visits is in a
-- row of another or of none, and one of its visits stands beside all its others, so that it hangs together.
-- Writes: doubtful_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE doubtful_groups AS
SELECT v.group_id
FROM group_visits v
WHERE v.group_id IS NOT NULL
GROUP BY v.group_id
HAVING bool_or(v.mixed) OR MAX(v.neighbours) < COUNT(*) - 1 OR MIN(v.oldest) <> MAX(v.newest)
    OR (bool_or(v.undated) AND MIN(v.oldest) IS NOT NULL)
UNION
SELECT w.group_id
FROM group_visits v JOIN near_rows w ON w.visit_id = v.visit_id
WHERE v.mixed AND w.group_id IS NOT NULL
UNION
SELECT w.group_id
FROM group_visits v JOIN near_rows w ON w.con_visit_id = v.visit_id
WHERE v.mixed AND w.group_id IS NOT NULL
