-- Whether a chunk looks at the stored row c: some row of its day and person has a conflict.
-- Writes: nothing. Parameters: window_from, window_to.
(${include task02_01_inservice_conflict/is_in_window}) IS TRUE AND (
    c."CONFLICTID" IS NOT NULL
    OR EXISTS (
        SELECT 1 FROM ${schema}.conflictvisitmaps k
        WHERE k."VisitDate" = c."VisitDate" AND k."SSN" = c."SSN" AND k."CONFLICTID" IS NOT NULL)
    OR c."SSN" IS NULL AND EXISTS (
        SELECT 1 FROM ${schema}.conflictvisitmaps k
        WHERE k."VisitDate" = c."VisitDate" AND k."SSN" IS NULL AND k."CONFLICTID" IS NOT NULL))
