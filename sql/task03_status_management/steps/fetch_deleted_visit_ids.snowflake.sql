-- The ids of the visits of the window that were deleted at the source lately; what is no id is counted where it is read.
-- Writes: nothing. Parameters: window_from, window_to, delta_from.
SELECT DISTINCT COALESCE(v."Visit Id", v."Visit Id as written") AS visit_id
FROM ${source(FACTVISITCALLPERFORMANCE_DELETED_CR)} v
WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    AND v."Visit Updated Timestamp" >= ${instant(:delta_from)}
    AND v."Visit Id as written" IS NOT NULL
