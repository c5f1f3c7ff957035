-- Conflicts whose primary visit was deleted, each with the map row that says who answers for it.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.conflict_id, MIN(w.id) AS id, ${include slices/row_slice}
FROM deleted_visits d JOIN window_rows w ON w.visit_id = d.visit_id
WHERE w.conflict_status NOT IN ('D', '-')
GROUP BY w.conflict_id
