-- Notes the days that are not noted, of months that are under way.
-- Writes: pipeline_trend_days. Parameters: none.
INSERT INTO ${schema}.pipeline_trend_days
SELECT n.* FROM trend_days_next n
JOIN trend_months_next m ON m.month = CAST(date_trunc('month', n.day) AS date) AND NOT m.settled
WHERE NOT EXISTS (
    SELECT 1 FROM ${schema}.pipeline_trend_days d WHERE d.day = n.day AND d.dimension = n.dimension AND d.key = n.key)
