-- The stored pairs in the scope of this run that are no longer detected on their own key, whatever their status: most
-- of the scope is still detected, and is told by columns at a row's beginning; the status stands at its end.
-- Writes: lost (temporary). Parameters: none.
CREATE TEMPORARY TABLE lost AS
SELECT s."ID" FROM (
    SELECT c."ID", c."VisitID", c."ConVisitID", c."VisitDate", c."SSN"
    FROM delta_keys k JOIN ${schema}.conflictvisitmaps c ON c."SSN" = k.ssn AND c."VisitDate" = k.visit_date
    UNION
    SELECT c."ID", c."VisitID", c."ConVisitID", c."VisitDate", c."SSN"
    FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = d.visit_id
    UNION
    SELECT c."ID", c."VisitID", c."ConVisitID", c."VisitDate", c."SSN"
    FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."ConVisitID" = d.visit_id
) s
WHERE NOT EXISTS (
    SELECT 1 FROM directed d JOIN delta_keys k ON k.key_no = d.key_no
    WHERE d.visit_id = s."VisitID" AND d.con_visit_id = s."ConVisitID"
        AND k.visit_date = s."VisitDate" AND k.ssn = s."SSN")
