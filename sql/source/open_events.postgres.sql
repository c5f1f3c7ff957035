-- The stored in-service rows of these days that a cleanup could resolve.
-- Writes: nothing. Parameters: day_from, day_to.
SELECT COUNT(*) AS rows
FROM ${schema}.conflictvisitmaps c
WHERE c."VisitDate" BETWEEN CAST(:day_from AS date) AND CAST(:day_to AS date)
    AND COALESCE(c."InserviceStartDate", c."InserviceEndDate", c."ConInserviceStartDate", c."ConInserviceEndDate") IS NOT NULL
    AND COALESCE(c."PTOStartDate", c."PTOEndDate", c."ConPTOStartDate", c."ConPTOEndDate") IS NULL
    AND ${open_status(c."StatusFlag")}
