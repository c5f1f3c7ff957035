-- What the steps decide by, of each map row in the window: the one pass over the wide table. Status, missed and marked
-- stay true through the run; what is to be done is looked at again on the live row by the statement that does it.
-- Writes: window_rows (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE window_rows AS
SELECT c."ID" AS id, c."CONFLICTID" AS conflict_id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id,
    ${include task03_status_management/reverse_length} AS reverse_length,
    ${include task03_status_management/times_differ} AS times_differ,
    ${include task03_status_management/rates_differ} AS rates_differ,
    c."IsMissed" IS TRUE AS missed, c."ConIsMissed" IS TRUE AS con_missed,
    ${include task03_status_management/missed_open} AS missed_open,
    ${include task03_status_management/unanswered} AS unanswered,
    c."UpdateFlag" IS NOT NULL AS flagged, c."UpdateFlag" IS NOT DISTINCT FROM 1 AS marked,
    COALESCE(c."StatusFlag", '') AS status
FROM ${schema}.conflictvisitmaps c
WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
