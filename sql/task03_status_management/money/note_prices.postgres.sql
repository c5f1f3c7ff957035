-- The rows that are worth something else than before; what was never counted before has not changed.
-- Writes: pipeline_history. Parameters: run_id, step.
INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, run_id, step, rule_version, who, what,
    status_before, status_after, payer_id, provider_id, visit_date, rules, amount, changes)
SELECT statement_timestamp(), COALESCE(n.map_row_id, m.map_row_id), COALESCE(n.conflict_id, m.conflict_id), :run_id, :step,
    ${history_rule_version(:run_id)}, 'pipeline', 'priced', c."StatusFlag", c."StatusFlag",
    COALESCE(n.payer_id, m.payer_id), COALESCE(n.provider_id, m.provider_id), COALESCE(n.visit_date, m.visit_date),
    COALESCE(n.rules, m.rules), n.overlap_price,
    jsonb_build_object('overlap_price', jsonb_build_array(m.overlap_price, n.overlap_price))
FROM ${schema}.pipeline_money m
FULL JOIN money_next n ON n.map_row_id = m.map_row_id
LEFT JOIN ${schema}.conflictvisitmaps c ON c."ID" = COALESCE(n.map_row_id, m.map_row_id)
WHERE m.overlap_price IS DISTINCT FROM n.overlap_price AND EXISTS (SELECT 1 FROM ${schema}.pipeline_money)
