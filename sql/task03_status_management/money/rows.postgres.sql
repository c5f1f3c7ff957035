-- The map rows c that payers see, with what their money is made of; row_no 1 is, of those of one conflict that name the same
-- two visits, the oldest. One without any flag (as of an absence alone) they do not see. A pair's minutes lie from the later
-- start on. A rate that is not above 0 is unknown; a number of four bytes becomes a decimal by way of eight, which lose
-- nothing of it.
-- Writes: nothing. Parameters: none.
SELECT c."ID" AS map_row_id, c."CONFLICTID" AS conflict_id, c."GroupID" AS group_id, c."VisitID" AS visit_id,
    COALESCE(CAST(FLOOR(EXTRACT(EPOCH FROM GREATEST(c."ShVTSTTime", c."CShVTSTTime")) / 60) AS bigint), 0) AS from_minute,
    ${include task03_status_management/money/full_minutes} AS full_minutes,
    ${include task03_status_management/money/overlap_minutes} AS overlap_minutes,
    CASE WHEN c."BilledRateMinute" > 0 THEN CAST(CAST(c."BilledRateMinute" AS double precision) AS numeric) END AS rate,
    CASE WHEN c."StatusFlag" = 'R' THEN 'final' WHEN ${open_status(c."StatusFlag")} THEN 'unresolved' ELSE 'other' END
        COLLATE "C" AS standing,
    c."VisitDate" AS visit_date, c."PayerID" AS payer_id, c."ProviderID" AS provider_id,
    COALESCE(c."PA_PCounty", c."P_PCounty") AS county,
    array_remove(ARRAY[
        ${columns rule CASE WHEN c."$name" = 'Y' THEN '$name' END}], NULL) AS rules,
    CASE WHEN c."Billed" = 'yes' THEN 'Recovery' ELSE 'Avoidance' END AS cost_type,
    CASE WHEN c."VisitStartTime" IS NULL THEN 'Scheduled' WHEN c."Billed" = 'yes' THEN 'Billed' ELSE 'Confirmed' END AS visit_type,
    ${include task03_status_management/money/conflict_type} AS conflict_type,
    ROW_NUMBER() OVER (
        PARTITION BY c."CONFLICTID", LEAST(c."AppVisitID", c."ConAppVisitID"), GREATEST(c."AppVisitID", c."ConAppVisitID")
        ORDER BY c."ID") AS row_no
FROM ${schema}.conflictvisitmaps c
JOIN active_payers p ON p.payer_id = c."PayerID"
JOIN ${schema}.conflicts f ON f."CONFLICTID" = c."CONFLICTID"
LEFT JOIN small_groups g ON g.group_id = c."GroupID"
WHERE c."GroupID" IS NOT NULL AND 'Y' IN (${columns rule c."$name"})
