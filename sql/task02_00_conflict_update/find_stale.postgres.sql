-- Of the candidates, those that are detected nowhere and are of no crowded key, in slices.
-- Writes: stale (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE stale AS
SELECT s."ID" AS id, ${include slices/row_slice}
FROM candidates s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s."ID"
WHERE NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.a_visit_id = s.visit_id AND e.b_visit_id = s.con_visit_id)
    AND NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.a_visit_id = s.con_visit_id AND e.b_visit_id = s.visit_id)
    AND ${include cleanup/not_crowded}
