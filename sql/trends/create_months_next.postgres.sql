-- Holds what is to be noted of the months that are counted, and from which day on each is counted anew.
-- Writes: trend_months_next (temporary). Parameters: none.
CREATE TEMPORARY TABLE trend_months_next (LIKE ${schema}.pipeline_trend_months, from_day date)
