-- Whether there is a history to count from.
-- Writes: nothing. Parameters: none.
SELECT to_regclass('${schema}.pipeline_history') IS NOT NULL AS present
