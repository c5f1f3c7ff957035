-- The pairs of the window as they are, under the status and review of their conflict; those of the pair itself stand last.
-- Writes: conflictlog_staging, or the table that is to take its place. Parameters: created, window_from, window_to.
INSERT INTO ${schema}.${table} (
    ${columns staged "$name"},
    "CreatedDate", "StatusFlag", "FlagForReview", "FlagForReviewDate",
    "ConStatusFlag", "ConFlagForReview", "ConFlagForReviewDate"
)
OVERRIDING SYSTEM VALUE
SELECT
    ${columns staged m."$name"},
    (SELECT CAST(:created AS timestamp)), c."StatusFlag", c."FlagForReview", c."FlagForReviewDate",
    m."StatusFlag", m."FlagForReview", m."FlagForReviewDate"
FROM ${schema}.conflictvisitmaps m
JOIN ${schema}.conflicts c ON c."CONFLICTID" = m."CONFLICTID"
WHERE m."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
