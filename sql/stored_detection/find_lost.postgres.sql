-- The stored rows whose pair is not detected any more and that may be marked, in slices.
-- Writes: stale (temporary). Parameters: slice_rows, oldest_visit_date, run_id.
CREATE TEMPORARY TABLE stale AS
SELECT c."ID" AS id, ${include slices/row_slice}
FROM stored_rows s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
WHERE NOT EXISTS (SELECT 1 FROM directed d WHERE d.visit_id = s.visit_id AND d.con_visit_id = s.con_visit_id)
    AND ${include stored_detection/in_scope}
