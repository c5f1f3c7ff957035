-- The rows that are there as a month begins, counted: in the place of an event for each. Their age counts from when they were
-- last opened.
-- Writes: pipeline_history. Parameters: run_id, step.
INSERT INTO ${schema}.pipeline_history (happened_at, run_id, step, rule_version, who, what, changes)
WITH reopened AS (
    SELECT h.map_row_id, MAX(h.happened_at) AS opened_at
    FROM ${schema}.pipeline_history h
    WHERE h.status_before IN ('R', 'D', 'W', 'I') AND ${open_status(h.status_after)} AND h.map_row_id IS NOT NULL
    GROUP BY h.map_row_id
), counted AS (
    SELECT c."StatusFlag" AS status, c."PayerID" AS payer_id, c."ProviderID" AS provider_id, ${history_rules(c)} AS rules,
        CASE WHEN COALESCE(c."StatusFlag", '') IN ('R', 'D') THEN NULL
            ELSE CASE width_bucket(EXTRACT(EPOCH FROM statement_timestamp()
                    - COALESCE(r.opened_at, CAST(c."CreatedDate" AS timestamptz))) / 86400, ARRAY[7, 30, 60, 90])
                WHEN 0 THEN '0-6' WHEN 1 THEN '7-29' WHEN 2 THEN '30-59' WHEN 3 THEN '60-89' WHEN 4 THEN '90+' END END AS age_days,
        COUNT(*) AS "rows", SUM(m.overlap_price) AS amount
    FROM ${schema}.conflictvisitmaps c
    LEFT JOIN reopened r ON r.map_row_id = c."ID"
    LEFT JOIN ${schema}.pipeline_money m ON m.map_row_id = c."ID"
    GROUP BY 1, 2, 3, 4, 5
)
SELECT statement_timestamp(), :run_id, :step, ${history_rule_version(:run_id)}, 'pipeline', 'baseline',
    jsonb_build_object('counts', COALESCE((
        SELECT jsonb_agg(to_jsonb(n) ORDER BY n.status, n.payer_id, n.provider_id, n.rules, n.age_days) FROM counted n), '[]'))
