-- Forgets the days that are otherwise now, and those of a month that is over, row by row.
-- Writes: pipeline_trend_days. Parameters: none.
DELETE FROM ${schema}.pipeline_trend_days d
USING trend_months_next m
WHERE m.month = CAST(date_trunc('month', d.day) AS date)
    AND (m.settled OR (d.day >= m.from_day AND NOT EXISTS (
        SELECT 1 FROM trend_days_next n
        WHERE n.day = d.day AND n.dimension = d.dimension AND n.key = d.key AND ROW(n.*) IS NOT DISTINCT FROM ROW(d.*))))
