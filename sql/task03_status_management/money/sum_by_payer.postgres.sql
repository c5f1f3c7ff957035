-- The money at stake of the ten payers of whom most is unresolved.
-- Writes: nothing. Parameters: none.
SELECT CAST(m.payer_id AS text) AS key, ${include task03_status_management/money/sums},
    ${include task03_status_management/money/sums_once}
FROM ${schema}.pipeline_money m
GROUP BY m.payer_id
ORDER BY unresolved DESC, key
LIMIT 10
