-- The slice of each map row w: those of one conflict are in one.
-- Writes: nothing. Parameters: slice_rows.
CAST((DENSE_RANK() OVER (ORDER BY w.conflict_id) - 1) / :slice_rows AS integer) AS slice
