-- The blocks at which parts begin that have about as many rows of the window each, by a sample: the old rows often lie together.
-- Writes: nothing. Parameters: parts, percent, window_from, window_to.
SELECT MIN(block) AS block
FROM (
    SELECT block, NTILE(CAST(:parts AS integer)) OVER (ORDER BY block) AS part
    FROM (
        SELECT CAST((CAST(CAST(m.ctid AS text) AS point))[0] AS bigint) AS block
        FROM ${schema}.conflictvisitmaps m TABLESAMPLE SYSTEM (:percent)
        WHERE m."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date) AND m."CONFLICTID" IS NOT NULL
    ) sampled
) ranked
WHERE part > 1
GROUP BY part
ORDER BY part
