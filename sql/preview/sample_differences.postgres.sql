-- A few pairs of each kind of difference, for explain.
-- Writes: nothing. Parameters: none.
SELECT s.first, s.second, CAST(s.visit_id AS text) AS visit_id, CAST(s.con_visit_id AS text) AS con_visit_id
FROM (
    SELECT d.*, ROW_NUMBER() OVER (PARTITION BY d.first, d.second ORDER BY d.visit_id, d.con_visit_id) AS place
    FROM differences d WHERE d.visit_id IS NOT NULL AND d.con_visit_id IS NOT NULL
) s
WHERE s.place <= 3
ORDER BY s.first, s.second, s.place
LIMIT 30
