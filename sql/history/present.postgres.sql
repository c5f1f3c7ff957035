-- Whether the history is there: migrate makes it (V10).
-- Writes: nothing. Parameters: none.
SELECT to_regclass('${schema}.pipeline_history') IS NOT NULL AS present
