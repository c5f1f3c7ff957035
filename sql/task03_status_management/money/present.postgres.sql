-- Whether it can be noted what was seen: migrate makes the table (V13); a preview has none.
-- Writes: nothing. Parameters: none.
SELECT to_regclass('${schema}.pipeline_money_seen') IS NOT NULL AS present
