-- The factor for distances; settings must hold exactly one row.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS setting_rows, MAX(CAST("ExtraDistancePer" AS text)) AS extra_distance_per FROM ${schema}.settings
