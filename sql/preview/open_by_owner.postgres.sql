-- Counts the open rows likewise; without an owner all of them.
-- Writes: nothing. Parameters: none.
SELECT 'all' AS owner, NULL AS key, COALESCE(SUM(o.rows), 0) AS rows FROM open_rows o
UNION ALL
SELECT 'provider', CAST(o.provider_id AS text), SUM(o.rows) FROM open_rows o GROUP BY o.provider_id
UNION ALL
SELECT 'payer', CAST(o.payer_id AS text), SUM(o.rows) FROM open_rows o GROUP BY o.payer_id
UNION ALL
SELECT 'rule', r.rule, SUM(o.rows) FROM open_rows o CROSS JOIN LATERAL unnest(o.rules) r (rule) GROUP BY r.rule
