-- Cuts what is to be written into slices, so that no transaction writes more than slice_rows rows. Rows that are new have
-- slices of their own, the odd ones: nobody waits for them.
-- Writes: sliced (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE sliced AS
SELECT d.*, k.stored_id AS id, k.needs_conflict, k.action,
    CAST((ROW_NUMBER() OVER (PARTITION BY k.action = 'insert' ORDER BY k.visit_id, k.con_visit_id) - 1) / :slice_rows AS integer) * 2
        + CASE WHEN k.action = 'insert' THEN 1 ELSE 0 END AS slice
FROM classified k
JOIN directed d ON d.visit_id = k.visit_id AND d.con_visit_id = k.con_visit_id
WHERE k.action IN ('insert', 'update', 'repair')
