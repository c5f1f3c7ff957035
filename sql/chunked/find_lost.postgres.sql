-- The stored rows whose pair is not detected any more, in slices.
-- Writes: lost (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE lost AS
SELECT s.id, CAST((ROW_NUMBER() OVER (ORDER BY s.id) - 1) / :slice_rows AS integer) AS slice
FROM stored_rows s
WHERE NOT EXISTS (SELECT 1 FROM directed d WHERE d.visit_id = s.visit_id AND d.con_visit_id = s.con_visit_id)
