-- Counts the differences by whose rows they are, and how many more rows the second version resolves, inserts and so on.
-- Writes: nothing. Parameters: none.
SELECT o.owner, o.key, MAX(o.name) AS name, COUNT(*) AS rows,
    COUNT(*) FILTER (WHERE o.second = 'inserted') - COUNT(*) FILTER (WHERE o.first = 'inserted') AS inserted,
    COUNT(*) FILTER (WHERE o.second = 'updated') - COUNT(*) FILTER (WHERE o.first = 'updated') AS updated,
    COUNT(*) FILTER (WHERE o.second = 'reopened') - COUNT(*) FILTER (WHERE o.first = 'reopened') AS reopened,
    COUNT(*) FILTER (WHERE o.second = 'resolved') - COUNT(*) FILTER (WHERE o.first = 'resolved') AS resolved,
    COUNT(*) FILTER (WHERE o.second = 'deleted') - COUNT(*) FILTER (WHERE o.first = 'deleted') AS deleted
FROM (
    SELECT 'provider' AS owner, CAST(d.provider_id AS text) AS key, d.provider_name AS name, d.first, d.second FROM differences d
    UNION ALL
    SELECT 'payer', CAST(d.payer_id AS text), NULL, d.first, d.second FROM differences d
    UNION ALL
    SELECT 'rule', r.rule, NULL, d.first, d.second FROM differences d CROSS JOIN LATERAL unnest(d.rules) r (rule)
) o
GROUP BY o.owner, o.key
ORDER BY 1, 4 DESC, 2
