-- Counts the map rows that would be written by whose they are and by rule, and those of them that are open now; a row counts
-- under each of its rules.
-- Writes: nothing. Parameters: none.
SELECT 'provider' AS owner, CAST(c.provider_id AS text) AS key, MAX(c.provider_name) AS name, c.action, COUNT(*) AS rows,
    COUNT(*) FILTER (WHERE c.was_open) AS open
FROM changes c WHERE c.of_table = 'conflictvisitmaps' GROUP BY c.provider_id, c.action
UNION ALL
SELECT 'payer', CAST(c.payer_id AS text), NULL, c.action, COUNT(*), COUNT(*) FILTER (WHERE c.was_open)
FROM changes c WHERE c.of_table = 'conflictvisitmaps' GROUP BY c.payer_id, c.action
UNION ALL
SELECT 'rule', r.rule, NULL, c.action, COUNT(*), COUNT(*) FILTER (WHERE c.was_open)
FROM changes c CROSS JOIN LATERAL unnest(c.rules) r (rule) WHERE c.of_table = 'conflictvisitmaps' GROUP BY r.rule, c.action
ORDER BY 1, 2, 4
