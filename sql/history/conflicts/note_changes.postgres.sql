-- What a slice's transaction has changed of its conflicts; what it wrote as it was is no change.
-- Writes: pipeline_history, conflicts_before (temporary). Parameters: slice, run_id, step.
WITH b AS (
    DELETE FROM conflicts_before r
    WHERE r."CONFLICTID" IN (SELECT k.conflict_id FROM ${work_list} k WHERE k.slice = :slice)
    RETURNING r.*
), changed AS (
    SELECT f."CONFLICTID" AS conflict_id, b."StatusFlag" AS status_before, f."StatusFlag" AS status_after,
        ${history_conflict_changes(b, f)} AS changes
    FROM b JOIN ${schema}.conflicts f ON f."CONFLICTID" = b."CONFLICTID"
)
INSERT INTO ${schema}.pipeline_history (happened_at, conflict_id, run_id, step, rule_version, who, what,
    status_before, status_after, changes)
SELECT statement_timestamp(), c.conflict_id, :run_id, :step, ${history_rule_version(:run_id)}, 'pipeline',
    COALESCE(${history_status_change(c.status_before, c.status_after, CAST(:step AS text))}, 'changed'),
    c.status_before, c.status_after, c.changes
FROM changed c
WHERE c.changes <> '{}'
