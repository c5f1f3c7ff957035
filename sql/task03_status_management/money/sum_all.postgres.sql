-- The money at stake, in all; and the minutes in which somebody was at two places.
-- Writes: nothing. Parameters: none.
SELECT ${include task03_status_management/money/sums},
    ${include task03_status_management/money/sums_once}, COUNT(DISTINCT m.group_id) AS groups,
    ROUND(COALESCE(SUM(m.group_minutes), 0)) AS minutes
FROM ${schema}.pipeline_money m
