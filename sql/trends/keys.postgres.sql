-- What t counts under: all, its payer, its provider, each of its rules.
-- Writes: nothing. Parameters: none.
SELECT 'all' AS dimension, '' AS key
UNION ALL SELECT 'payer', COALESCE(CAST(t.payer_id AS text), '')
UNION ALL SELECT 'provider', COALESCE(CAST(t.provider_id AS text), '')
UNION ALL SELECT 'rule', r.rule FROM unnest(t.rules) r (rule)
