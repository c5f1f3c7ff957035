-- Open map rows that are the last one left under a conflict that is over.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.conflict_id, MIN(w.id) AS id, ${include slices/row_slice}
FROM window_rows w
WHERE w.status NOT IN ('R', 'D') AND w.conflict_status IN ('R', 'D')
GROUP BY w.conflict_id
HAVING COUNT(*) = 1 AND bool_and(w.status NOT IN ('W', 'I'))
