-- Map rows of the window of which one visit was deleted.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, ${include slices/row_slice}
FROM (
    SELECT w.id FROM deleted_visits d JOIN window_rows w ON w.visit_id = d.visit_id WHERE w.status <> 'D' OR w.flagged
    UNION
    SELECT w.id FROM deleted_visits d JOIN window_rows w ON w.con_visit_id = d.visit_id WHERE w.status <> 'D' OR w.flagged
) w
