-- Since when the row $2 of conflictvisitmaps was open, where the change from $1 to it closes it: since it was last opened
-- again, else since it is there. No LIMIT: the planner would go back through the events of all rows in search of this one's.
CASE WHEN ${history_closes($1."StatusFlag", $2."StatusFlag")} THEN COALESCE((
    SELECT (array_agg(h.happened_at ORDER BY h.event_id DESC))[1] FROM ${schema}.pipeline_history h
    WHERE h.map_row_id = $2."ID" AND h.status_before IN ('R', 'D', 'W', 'I') AND ${open_status(h.status_after)}
        AND h.happened_at <= statement_timestamp()), CAST($2."CreatedDate" AS timestamptz)) END
