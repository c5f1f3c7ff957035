-- Holds what they are counted to be.
-- Writes: trends_next (temporary). Parameters: none.
CREATE TEMPORARY TABLE trends_next (LIKE ${schema}.pipeline_trends)
