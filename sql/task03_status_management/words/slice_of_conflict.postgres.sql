-- The slice of each map row w: those of one conflict are in one.
-- Writes: nothing. Parameters: slice_rows.
${slice(DENSE_RANK() OVER (ORDER BY w.conflict_id), :slice_rows)}
