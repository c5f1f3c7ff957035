-- Holds what is to be noted of the months that are counted.
-- Writes: trend_months_next (temporary). Parameters: none.
CREATE TEMPORARY TABLE trend_months_next (LIKE ${schema}.pipeline_trend_months)
