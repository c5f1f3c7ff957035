-- What happened to a conflict and its map rows, in order; also to a row before it had its conflict.
-- Writes: nothing. Parameters: conflict_id.
WITH own AS MATERIALIZED (
    ${include history/rows_of_conflict}
)
SELECT h.event_id, to_char(h.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS happened_at, h.map_row_id,
    h.what, h.who, h.application_user, h.run_id, h.step, h.rule_version, h.status_before, h.status_after,
    h.amount, CAST(h.changes AS text) AS changes
FROM (
    SELECT e.happened_at, e.event_id FROM ${schema}.pipeline_history e WHERE e.conflict_id = :conflict_id
    UNION
    SELECT e.happened_at, e.event_id FROM ${schema}.pipeline_history e WHERE e.map_row_id IN (SELECT o.id FROM own o)
) k
JOIN ${schema}.pipeline_history h ON h.happened_at = k.happened_at AND h.event_id = k.event_id
ORDER BY h.event_id
