-- Since when there is a history; NULL where there is none.
-- Writes: nothing. Parameters: none.
SELECT MIN(happened_at) AS since FROM ${schema}.pipeline_history
