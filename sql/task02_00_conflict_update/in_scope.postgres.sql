-- The stored rows in the scope of this run: on a key of the delta, however its SSN is written, or with a visit of the
-- delta; where that has gone to where nobody looks, the rows of the window. Only what stands at a row's beginning is read.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT c."ID", c."VisitID", c."ConVisitID"
FROM delta_keys k JOIN ${schema}.conflictvisitmaps c ON c."SSN" = k.ssn AND c."VisitDate" = k.visit_date
UNION
SELECT c."ID", c."VisitID", c."ConVisitID"
FROM delta_keys k JOIN ${schema}.conflictvisitmaps c ON c."SSN" = ${with_dashes(k.ssn)} AND c."VisitDate" = k.visit_date
UNION
SELECT c."ID", c."VisitID", c."ConVisitID"
FROM spellings s JOIN delta_keys k ON k.ssn = s.person
JOIN ${schema}.conflictvisitmaps c ON c."SSN" = CAST(s.ssn AS varchar(20)) AND c."VisitDate" = k.visit_date
UNION
SELECT c."ID", c."VisitID", c."ConVisitID"
FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = d.visit_id
WHERE NOT d.gone OR ${include task02_01_inservice_conflict/is_in_window}
UNION
SELECT c."ID", c."VisitID", c."ConVisitID"
FROM delta_visits d JOIN ${schema}.conflictvisitmaps c ON c."ConVisitID" = d.visit_id
WHERE NOT d.gone OR ${include task02_01_inservice_conflict/is_in_window}
