-- The money at stake of the ten providers of whom most is unresolved.
-- Writes: nothing. Parameters: none.
SELECT CAST(m.provider_id AS text) AS key, ${include task03_status_management/money/sums},
    ${include task03_status_management/money/sums_once}
FROM ${schema}.pipeline_money m
GROUP BY m.provider_id
ORDER BY unresolved DESC, key
LIMIT 10
