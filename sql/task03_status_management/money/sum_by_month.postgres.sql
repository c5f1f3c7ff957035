-- The money at stake of the twelve latest months of visits that have any.
-- Writes: nothing. Parameters: none.
SELECT TO_CHAR(DATE_TRUNC('month', m.visit_date), 'YYYY-MM') AS key, ${include task03_status_management/money/sums},
    ${include task03_status_management/money/sums_once}
FROM ${schema}.pipeline_money m
WHERE m.visit_date IS NOT NULL
GROUP BY DATE_TRUNC('month', m.visit_date)
ORDER BY 1 DESC
LIMIT 12
