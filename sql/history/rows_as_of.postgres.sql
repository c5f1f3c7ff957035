-- The map rows of a conflict as they were: as they are now, with what happened since undone. Of each column what stood there
-- before its first change since counts, also of CONFLICTID. A row that was found since was not there; one that is not stored
-- any more is told without columns.
-- Writes: nothing. Parameters: conflict_id, as_of.
WITH own AS MATERIALIZED (
    ${include history/rows_of_conflict}
), since AS MATERIALIZED (
    SELECT h.map_row_id, h.event_id, h.what, h.changes
    FROM ${schema}.pipeline_history h
    WHERE h.map_row_id IN (SELECT o.id FROM own o) AND h.happened_at > CAST(:as_of AS timestamptz) AND h.what <> 'priced'
), undone AS (
    SELECT f.map_row_id, jsonb_object_agg(f.name, f.before) AS was
    FROM (
        SELECT DISTINCT ON (s.map_row_id, e.key) s.map_row_id, e.key AS name, e.value -> 0 AS before
        FROM since s CROSS JOIN LATERAL jsonb_each(s.changes) e
        ORDER BY s.map_row_id, e.key, s.event_id
    ) f
    GROUP BY f.map_row_id
)
SELECT o.id AS map_row_id,
    CASE WHEN c."ID" IS NOT NULL THEN CAST((
        SELECT jsonb_object_agg(e.key, CASE WHEN e.key IN (${columns untold '$name'}) THEN to_jsonb(e.value <> 'null') ELSE e.value END)
        FROM jsonb_each(to_jsonb(c)) e
        WHERE e.key IN (${columns told '$name'}, ${columns untold '$name'})
    ) || COALESCE(u.was, '{}') AS text) END AS columns
FROM own o
LEFT JOIN ${schema}.conflictvisitmaps c ON c."ID" = o.id
LEFT JOIN undone u ON u.map_row_id = o.id
WHERE NOT EXISTS (SELECT 1 FROM since s WHERE s.map_row_id = o.id AND s.what = 'found')
    AND COALESCE(c."CreatedDate" <= CAST(:as_of AS timestamptz), TRUE)
    AND (c."ID" IS NULL OR COALESCE(u.was -> 'CONFLICTID', to_jsonb(c."CONFLICTID")) = to_jsonb(CAST(:conflict_id AS bigint)))
ORDER BY o.id
