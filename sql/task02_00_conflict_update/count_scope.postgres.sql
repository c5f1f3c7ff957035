-- How many rows of the scope the cleanup may change.
-- Writes: nothing. Parameters: window_from, window_to, oldest_visit_date, run_id.
SELECT COUNT(*) AS scope
FROM (
    ${include task02_00_conflict_update/in_scope}
) s
JOIN ${schema}.conflictvisitmaps c ON c."ID" = s."ID"
WHERE ${open_status(c."StatusFlag")} AND ${include conflict_row/no_event_dates} AND ${include cleanup/may_be_judged}
    AND ${include cleanup/not_crowded}
