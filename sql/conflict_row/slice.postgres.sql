-- Cuts what is to be written into slices, so that no transaction holds more than slice_rows rows.
-- Writes: sliced (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE sliced AS
SELECT d.*, k.stored_id AS id, k.needs_conflict, k.action,
    ${slice(ROW_NUMBER() OVER (ORDER BY k.visit_id, k.con_visit_id), :slice_rows)}
FROM classified k
JOIN directed d ON d.visit_id = k.visit_id AND d.con_visit_id = k.con_visit_id
WHERE k.action IN ('insert', 'update', 'repair')
