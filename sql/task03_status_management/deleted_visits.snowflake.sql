-- The ids of the visits of the window that were deleted at the source lately.
-- Writes: nothing. Parameters: window_from, window_to, delta_from.
SELECT DISTINCT v."Visit Id" AS visit_id
FROM ${source(FACTVISITCALLPERFORMANCE_DELETED_CR)} v
WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    AND v."Visit Updated Timestamp" >= ${instant(:delta_from)}
    AND v."Visit Id" IS NOT NULL
