-- How many stored conflicts of the window each key has, in the order in which they are cut; the same order in every locale.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT c."VisitDate" AS visit_date, c."SSN" AS ssn, COUNT(*) AS rows
FROM ${schema}.conflictvisitmaps c
WHERE c."CONFLICTID" IS NOT NULL
    AND c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
GROUP BY c."VisitDate", c."SSN"
ORDER BY c."VisitDate", c."SSN" COLLATE "C" NULLS LAST
