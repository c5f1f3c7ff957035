-- Since when the row $2 of conflictvisitmaps was open, where the change from $1 to it closes it: since it was last opened
-- again, else since it is there. By the order of an expression: of a plain column, or with LIMIT, the planner may walk an
-- index of the order, past the events of all other rows. All that is seen was before, also what came after a statement that
-- waited for it; the moment keeps to the months that there can be events of.
CASE WHEN ${history_closes($1."StatusFlag", $2."StatusFlag")} THEN COALESCE((
    SELECT (array_agg(h.happened_at ORDER BY h.event_id + 0 DESC))[1] FROM ${schema}.pipeline_history h
    WHERE h.map_row_id = $2."ID" AND h.status_before IN ('R', 'D', 'W', 'I') AND ${open_status(h.status_after)}
        AND h.happened_at < statement_timestamp() + interval '1 day'), CAST($2."CreatedDate" AS timestamptz)) END
