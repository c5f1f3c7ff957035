-- How many of the stored rows a mark may be put on.
-- Writes: nothing. Parameters: oldest_visit_date, run_id.
SELECT COUNT(*) AS scope
FROM stored_rows s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
WHERE ${include stored_detection/in_scope}
