-- A conflict as it was, likewise; none where it was not there.
-- Writes: nothing. Parameters: conflict_id, as_of.
SELECT CAST((
        SELECT jsonb_object_agg(e.key, CASE WHEN e.key IN ('ResolvedBy', 'NoResponseTitle', 'NoResponseNotes')
            THEN to_jsonb(e.value <> 'null') ELSE e.value END)
        FROM jsonb_each(to_jsonb(f)) e
        WHERE e.key IN ('StatusFlag', 'ResolveDate', 'ResolvedBy', 'NoResponseFlag', 'NoResponseReasonID', 'NoResponseTitle',
            'NoResponseNotes', 'NoResponseDate', 'FlagForReview', 'FlagForReviewDate')
    )
    || COALESCE((
        SELECT jsonb_object_agg(b.name, b.before)
        FROM (
            SELECT DISTINCT ON (e.key) e.key AS name, e.value -> 0 AS before
            FROM ${schema}.pipeline_history h CROSS JOIN LATERAL jsonb_each(h.changes) e
            WHERE h.conflict_id = f."CONFLICTID" AND h.map_row_id IS NULL AND h.happened_at > CAST(:as_of AS timestamptz)
            ORDER BY e.key, h.event_id
        ) b), '{}') AS text) AS columns
FROM ${schema}.conflicts f
WHERE f."CONFLICTID" = :conflict_id AND COALESCE(f."CreatedDate" <= CAST(:as_of AS timestamptz), TRUE)
