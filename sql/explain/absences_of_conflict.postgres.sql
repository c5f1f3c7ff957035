-- How many rows of a conflict are of an absence.
-- Writes: nothing. Parameters: conflict_id.
SELECT COUNT(*) AS absences
FROM ${schema}.conflictvisitmaps c
WHERE c."CONFLICTID" = :conflict_id
    AND COALESCE(c."PTOStartDate", c."PTOEndDate", c."ConPTOStartDate", c."ConPTOEndDate") IS NOT NULL
