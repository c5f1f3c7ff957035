-- Since when there is a history, NULL where there is none; and what time it is where it is written.
-- Writes: nothing. Parameters: none.
SELECT MIN(happened_at) AS since, clock_timestamp() AS now FROM ${schema}.pipeline_history
