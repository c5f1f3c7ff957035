-- The stored in-service pairs of the window that are no longer detected and may be resolved, in slices.
-- Writes: stale (temporary). Parameters: window_from, window_to, slice_rows, oldest_visit_date, run_id.
CREATE TEMPORARY TABLE stale AS
SELECT c."ID" AS id, ${include slices/row_slice}
FROM ${schema}.conflictvisitmaps c
WHERE ${include task02_01_inservice_conflict/in_scope}
    AND NOT EXISTS (SELECT 1 FROM directed d WHERE d.visit_id = c."VisitID" AND d.con_visit_id = c."ConVisitID")
