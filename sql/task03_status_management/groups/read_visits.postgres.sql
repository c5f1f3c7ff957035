-- Of each visit in one of these rows: the group, whether its rows name several, or some of them none, and
-- beside how many other visits it stands. (VisitID, ConVisitID) is unique: counted in one direction, each of them is another.
-- Writes: group_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE group_visits AS
SELECT s.visit_id, MIN(s.group_id) AS group_id,
    MIN(s.group_id) <> MAX(s.group_id) OR COUNT(s.group_id) BETWEEN 1 AND COUNT(*) - 1 AS mixed,
    GREATEST(COUNT(*) FILTER (WHERE s.first AND s.beside <> s.visit_id),
        COUNT(*) FILTER (WHERE NOT s.first AND s.beside <> s.visit_id)) AS neighbours,
    MIN(s.group_created) AS oldest, MAX(s.group_created) AS newest, COUNT(s.group_created) < COUNT(*) AS undated
FROM (
    SELECT w.visit_id, w.con_visit_id AS beside, TRUE AS first, w.group_id, w.group_created
    FROM near_rows w
    UNION ALL
    SELECT w.con_visit_id, w.visit_id, FALSE, w.group_id, w.group_created
    FROM near_rows w
) s
WHERE s.visit_id IS NOT NULL
GROUP BY s.visit_id
