-- The stored pairs in the scope of this run that are no longer detected on their own key.
-- Writes: stale (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE stale AS
WITH scope AS (
    SELECT c."ID" FROM delta_keys k
    JOIN ${schema}.conflictvisitmaps c ON c."SSN" = k.ssn AND c."VisitDate" = k.visit_date
    WHERE ${include task02_00_conflict_update/can_be_stale}
    UNION
    SELECT c."ID" FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = d.visit_id
    WHERE ${include task02_00_conflict_update/can_be_stale}
    UNION
    SELECT c."ID" FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."ConVisitID" = d.visit_id
    WHERE ${include task02_00_conflict_update/can_be_stale}
)
SELECT c."ID", CAST((ROW_NUMBER() OVER (ORDER BY c."ID") - 1) / :slice_rows AS integer) AS slice
FROM scope
JOIN ${schema}.conflictvisitmaps c ON c."ID" = scope."ID"
WHERE NOT EXISTS (
    SELECT 1 FROM directed d JOIN delta_keys k ON k.key_no = d.key_no
    WHERE d.visit_id = c."VisitID" AND d.con_visit_id = c."ConVisitID"
        AND k.visit_date = c."VisitDate" AND k.ssn = c."SSN")
