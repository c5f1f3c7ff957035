-- Of the pairs that are lost, those whose status stale cleanup may change, in slices.
-- Writes: stale (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE stale AS
SELECT c."ID", CAST((ROW_NUMBER() OVER (ORDER BY c."ID") - 1) / :slice_rows AS integer) AS slice
FROM lost JOIN ${schema}.conflictvisitmaps c ON c."ID" = lost."ID"
WHERE ${include pairs/can_be_resolved} AND ${include pairs/no_event_dates}
