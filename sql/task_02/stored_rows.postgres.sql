-- The stored rows of all keys that have a conflict, in the window, that are pairs of two visits.
-- Writes: stored_rows (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE stored_rows AS
WITH numbered AS (
    SELECT c."ID" AS id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id, c."VisitDate" AS visit_date, c."SSN" AS ssn,
        ${include pairs/no_event_dates} AS of_visits,
        COUNT(c."CONFLICTID") OVER (PARTITION BY c."VisitDate", c."SSN") AS conflicts
    FROM ${schema}.conflictvisitmaps c
    WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
)
SELECT id, visit_id, con_visit_id, visit_date, ssn FROM numbered WHERE of_visits AND conflicts > 0
