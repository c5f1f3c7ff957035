-- Whether it can be noted what was seen: migrate makes the tables (V13, V16); a preview has none.
-- Writes: nothing. Parameters: none.
SELECT to_regclass('${schema}.pipeline_money_seen') IS NOT NULL AND to_regclass('${schema}.pipeline_groups_seen') IS NOT NULL
    AS present
