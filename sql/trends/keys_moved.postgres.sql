-- What an open row t counted under before the event and no longer, and what after it.
-- Writes: nothing. Parameters: none.
SELECT 'payer' AS dimension, COALESCE(CAST(t.payer_before AS text), '') AS key, -1 AS moved
UNION ALL SELECT 'payer', COALESCE(CAST(t.payer_id AS text), ''), 1
UNION ALL SELECT 'provider', COALESCE(CAST(t.provider_before AS text), ''), -1
UNION ALL SELECT 'provider', COALESCE(CAST(t.provider_id AS text), ''), 1
UNION ALL SELECT 'rule', b.rule, -1 FROM unnest(t.rules_before) b (rule)
UNION ALL SELECT 'rule', a.rule, 1 FROM unnest(t.rules) a (rule)
