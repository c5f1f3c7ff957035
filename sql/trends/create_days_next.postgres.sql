-- Holds what the days that are counted anew come to.
-- Writes: trend_days_next (temporary). Parameters: none.
CREATE TEMPORARY TABLE trend_days_next (LIKE ${schema}.pipeline_trend_days)
