-- These rows as they are, with their conflict. Who resolved one is a person's name: it is not read.
-- Writes: nothing. Parameters: oldest_visit_date, run_id, window_from, window_to.
SELECT c."ID" AS id, c."VisitID" AS a_visit_id, c."ConVisitID" AS b_visit_id, c."VisitDate" AS visit_date,
    c."CONFLICTID" AS conflict_id, c."StatusFlag" AS status, c."UpdateFlag" AS update_flag,
    c."InServiceFlag" AS in_service, c."PTOFlag" AS pto, c."ConNoResponseFlag" AS no_response,
    c."CreatedDate" AS created, c."UpdatedDate" AS updated, c."ResolveDate" AS resolved,
    f."StatusFlag" AS conflict_status, f."NoResponseFlag" AS conflict_no_response, f."ResolveDate" AS conflict_resolved,
    concat_ws(',', ${columns rule CASE WHEN c."$name" = 'Y' THEN '$name' END}) AS flags,
    ${open_status(c."StatusFlag")} AS is_open, ${include conflict_row/no_event_dates} AS of_visits,
    ${include cleanup/is_shown} AS is_shown, ${include cleanup/is_on_hold} AS is_on_hold, ${include cleanup/not_crowded} AS not_crowded,
    ${include task02_01_inservice_conflict/is_of_event} AS of_event, ${include task02_01_inservice_conflict/is_in_window} AS is_in_window,
    ${include explain/no_key} AS no_key, ${include explain/is_in_a_chunk} AS is_in_a_chunk
FROM stored_rows s
JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
LEFT JOIN ${schema}.conflicts f ON f."CONFLICTID" = c."CONFLICTID"
