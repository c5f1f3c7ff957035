-- The stored pairs in the scope of this run that are not detected on the delta's keys, whatever their status: most of the
-- scope is still detected, and is told by columns at a row's beginning; the status stands at its end.
-- Writes: lost (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE lost AS
SELECT s."ID"
FROM (
    ${include task02_00_conflict_update/in_scope}
) s
WHERE NOT EXISTS (SELECT 1 FROM directed d WHERE d.visit_id = s."VisitID" AND d.con_visit_id = s."ConVisitID")
