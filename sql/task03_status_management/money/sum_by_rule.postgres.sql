-- The money at stake by rule; a row counts under each of its rules, so no minute counts once.
-- Writes: nothing. Parameters: none.
SELECT r.rule AS key, ${include task03_status_management/money/sums}
FROM ${schema}.pipeline_money m CROSS JOIN LATERAL unnest(m.rules) r (rule)
GROUP BY r.rule
ORDER BY r.rule
