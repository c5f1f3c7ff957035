-- Forgets what is no longer so of the months that were counted, row by row.
-- Writes: pipeline_trends. Parameters: none.
DELETE FROM ${schema}.pipeline_trends t
WHERE t.month IN (SELECT m.month FROM trend_months_next m)
    AND NOT EXISTS (
        SELECT 1 FROM trends_next n
        WHERE n.month = t.month AND n.dimension = t.dimension AND n.key = t.key AND ROW(n.*) IS NOT DISTINCT FROM ROW(t.*))
