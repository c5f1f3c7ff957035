-- The rows that are worth something else than before; what was never counted before has not changed. They are few among all:
-- each finds its status by index.
-- Writes: pipeline_history. Parameters: run_id, step, all.
INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, run_id, step, rule_version, who, what,
    status_before, status_after, payer_id, provider_id, visit_date, rules, amount, changes)
SELECT statement_timestamp(), p.map_row_id, p.conflict_id, :run_id, :step,
    ${history_rule_version(:run_id)}, 'pipeline', 'priced', p.status, p.status,
    p.payer_id, p.provider_id, p.visit_date, p.rules, p.price,
    jsonb_build_object('overlap_price', jsonb_build_array(p.price_before, p.price))
FROM (
    SELECT COALESCE(n.map_row_id, m.map_row_id) AS map_row_id, COALESCE(n.conflict_id, m.conflict_id) AS conflict_id,
        COALESCE(n.payer_id, m.payer_id) AS payer_id, COALESCE(n.provider_id, m.provider_id) AS provider_id,
        COALESCE(n.visit_date, m.visit_date) AS visit_date, COALESCE(n.rules, m.rules) AS rules,
        m.overlap_price AS price_before, n.overlap_price AS price,
        (SELECT c."StatusFlag" FROM ${schema}.conflictvisitmaps c WHERE c."ID" = COALESCE(n.map_row_id, m.map_row_id)) AS status
    FROM ${schema}.pipeline_money m
    FULL JOIN money_next n ON n.map_row_id = m.map_row_id
    WHERE m.overlap_price IS DISTINCT FROM n.overlap_price AND EXISTS (SELECT 1 FROM ${schema}.pipeline_money)
        AND (CAST(:all AS boolean) OR COALESCE(n.map_row_id, m.map_row_id) IN (SELECT w.id FROM money_wanted w))
    OFFSET 0
) p
