-- Holds what the table of the money is to be.
-- Writes: money_next (temporary). Parameters: none.
CREATE TEMPORARY TABLE money_next (LIKE ${schema}.pipeline_money)
