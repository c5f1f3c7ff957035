-- How many in-service rows the cleanup may change.
-- Writes: nothing. Parameters: window_from, window_to, oldest_visit_date, run_id.
SELECT COUNT(*) AS scope FROM ${schema}.conflictvisitmaps c WHERE ${include task02_01_inservice_conflict/in_scope}
