-- The stored rows of all keys that have a conflict, in the window, that are pairs of two visits. Where an earlier try has
-- begun to write, rows may have moved to other keys since: then those that it looked at, as it noted.
-- Writes: stored_rows (temporary). Parameters: window_from, window_to, again, work.
CREATE TEMPORARY TABLE stored_rows AS
WITH numbered AS (
    SELECT c."ID" AS id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id, c."VisitDate" AS visit_date, c."SSN" AS ssn,
        ${include conflict_row/no_event_dates} AS of_visits, c."CONFLICTID" IS NOT NULL AS has_conflict,
        COUNT(c."CONFLICTID") OVER (PARTITION BY c."VisitDate", c."SSN") > 0 AS key_has_conflict
    FROM ${schema}.conflictvisitmaps c
    WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
)
SELECT id, visit_id, con_visit_id, visit_date, ssn
FROM numbered
WHERE of_visits AND CASE WHEN CAST(:again AS boolean) THEN has_conflict OR CAST(id AS text) IN (
        SELECT unnest(p.steps_done) FROM ${schema}.pipeline_steps p WHERE p.steps_of = :work)
    ELSE key_has_conflict END
