-- What a slice's transaction has changed of its rows; what it wrote as it was is no change.
-- Writes: pipeline_history, rows_before (temporary). Parameters: slice, run_id, step.
WITH b AS (
    DELETE FROM rows_before r WHERE r."ID" IN (SELECT k.id FROM ${work_list} k WHERE k.slice = :slice) RETURNING r.*
)
INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, run_id, step, rule_version, who, what,
    status_before, status_after, payer_id, provider_id, visit_date, rules, opened_at, changes)
SELECT statement_timestamp(), c."ID", c."CONFLICTID", :run_id, :step, ${history_rule_version(:run_id)}, 'pipeline',
    COALESCE(${history_status_change(b."StatusFlag", c."StatusFlag", CAST(:step AS text))},
        CASE WHEN FALSE ${each rule OR (c."$name" = 'Y' AND b."$name" IS DISTINCT FROM 'Y')} THEN 'flag_raised' ELSE 'changed' END),
    b."StatusFlag", c."StatusFlag", c."PayerID", c."ProviderID", c."VisitDate", ${history_rules(c)},
    ${history_opened_at(b, c)}, ${history_changes(b, c)}
FROM b JOIN ${schema}.conflictvisitmaps c ON c."ID" = b."ID"
WHERE ROW(${columns history b."$name"}) IS DISTINCT FROM ROW(${columns history c."$name"})
