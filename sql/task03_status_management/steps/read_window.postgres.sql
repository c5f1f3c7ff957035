-- What the steps decide by, of each map row in the window and the conflict above it: the one pass over the wide table.
-- Statuses stay true through the run; what is to be done is looked at again on the live rows by the statement that does it.
-- Short columns of fixed length come first: each step runs over all rows of this table.
-- Writes: window_rows (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE window_rows AS
SELECT ${status_letter(c."StatusFlag")} AS status,
    CASE WHEN f."CONFLICTID" IS NOT NULL THEN ${status_letter(f."StatusFlag")} ELSE '-' END AS conflict_status,
    COALESCE(f."NoResponseFlag", '') = 'Yes' AS conflict_silent, f."UpdatedRFlag" IS DISTINCT FROM '1' AS conflict_unmarked,
    (f."UpdatedRFlag", f."ResolveDate", f."ResolvedBy") IS NULL AS conflict_blank,
    c."IsMissed" IS TRUE AS missed, c."ConIsMissed" IS TRUE AS con_missed,
    ${include task03_status_management/words/missed_open} AS missed_open,
    ${include task03_status_management/words/unanswered} AS unanswered,
    c."UpdateFlag" IS NOT NULL AS flagged, c."UpdateFlag" IS NOT DISTINCT FROM 1 AS marked,
    ${include task03_status_management/words/times_differ} AS times_differ,
    ${include task03_status_management/words/rates_differ} AS rates_differ,
    c."ID" AS id, c."CONFLICTID" AS conflict_id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id,
    c."GroupID" AS group_id, c."G_CRDATEUNIQUE" AS group_created,
    ${include task03_status_management/words/reverse_length} AS reverse_length
FROM ${schema}.conflictvisitmaps c
LEFT JOIN ${schema}.conflicts f ON f."CONFLICTID" = c."CONFLICTID"
WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
