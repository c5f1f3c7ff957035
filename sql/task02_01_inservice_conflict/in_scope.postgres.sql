-- Whether the stored row c is an in-service pair of the window that the cleanup may change.
-- Writes: nothing. Parameters: window_from, window_to, oldest_visit_date, run_id.
${include task02_01_inservice_conflict/is_in_window}
    AND ${include task02_01_inservice_conflict/is_of_event}
    AND ${open_status(c."StatusFlag")} AND ${include cleanup/may_be_judged} AND ${include cleanup/not_crowded}
