-- The stored in-service pairs of the window that are no longer detected and may be resolved, in slices.
-- Writes: stale (temporary). Parameters: window_from, window_to, slice_rows.
CREATE TEMPORARY TABLE stale AS
SELECT c."ID", CAST((ROW_NUMBER() OVER (ORDER BY c."ID") - 1) / :slice_rows AS integer) AS slice
FROM ${schema}.conflictvisitmaps c
WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
    AND COALESCE(c."InserviceStartDate", c."InserviceEndDate", c."ConInserviceStartDate", c."ConInserviceEndDate") IS NOT NULL
    AND COALESCE(c."PTOStartDate", c."PTOEndDate", c."ConPTOStartDate", c."ConPTOEndDate") IS NULL
    AND ${include pairs/can_be_resolved}
    AND NOT EXISTS (SELECT 1 FROM directed d WHERE d.visit_id = c."VisitID" AND d.con_visit_id = c."ConVisitID")
