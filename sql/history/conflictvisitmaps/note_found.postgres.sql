-- The rows that a slice's transaction has inserted.
-- Writes: pipeline_history. Parameters: slice, run_id, step.
INSERT INTO ${schema}.pipeline_history (happened_at, map_row_id, conflict_id, run_id, step, rule_version, who, what,
    status_after, payer_id, provider_id, visit_date, rules, changes)
SELECT statement_timestamp(), c."ID", c."CONFLICTID", :run_id, :step, ${history_rule_version(:run_id)}, 'pipeline', 'found',
    c."StatusFlag", c."PayerID", c."ProviderID", c."VisitDate", ${history_rules(c)},
    CAST('{' || concat_ws(',',
        ${columns history+told CASE WHEN c."$name" IS NOT NULL THEN '"$name":' || json_build_array(NULL, c."$name") END}) || '}' AS jsonb)
FROM sliced k JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = k.visit_id AND c."ConVisitID" = k.con_visit_id
WHERE k.slice = :slice AND k.action = 'insert'
