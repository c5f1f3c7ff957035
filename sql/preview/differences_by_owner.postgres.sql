-- Counts the differences by whose rows they are, by either version, and how many more rows the second version resolves,
-- inserts and so on.
-- Writes: nothing. Parameters: none.
WITH sides AS (
    SELECT d.row, -1 AS more, d.first AS action, d.first_provider_id AS provider_id, d.first_provider_name AS provider_name,
        d.first_payer_id AS payer_id, d.first_rules AS rules
    FROM differences d WHERE d.first <> 'nothing'
    UNION ALL
    SELECT d.row, 1, d.second, d.second_provider_id, d.second_provider_name, d.second_payer_id, d.second_rules
    FROM differences d WHERE d.second <> 'nothing'
)
SELECT o.owner, o.key, MAX(o.name) AS name, COUNT(DISTINCT o.row) AS rows,
    COALESCE(SUM(o.more) FILTER (WHERE o.action = 'inserted'), 0) AS inserted,
    COALESCE(SUM(o.more) FILTER (WHERE o.action = 'updated'), 0) AS updated,
    COALESCE(SUM(o.more) FILTER (WHERE o.action = 'reopened'), 0) AS reopened,
    COALESCE(SUM(o.more) FILTER (WHERE o.action = 'resolved'), 0) AS resolved,
    COALESCE(SUM(o.more) FILTER (WHERE o.action = 'deleted'), 0) AS deleted
FROM (
    SELECT 'provider' AS owner, CAST(s.provider_id AS text) AS key, s.provider_name AS name, s.row, s.more, s.action FROM sides s
    UNION ALL
    SELECT 'payer', CAST(s.payer_id AS text), NULL, s.row, s.more, s.action FROM sides s
    UNION ALL
    SELECT 'rule', r.rule, NULL, s.row, s.more, s.action FROM sides s CROSS JOIN LATERAL unnest(s.rules) r (rule)
) o
GROUP BY o.owner, o.key
ORDER BY 1, 4 DESC, 2
