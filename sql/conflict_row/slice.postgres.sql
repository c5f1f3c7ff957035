-- Cuts what is to be written into slices, so that no transaction writes more than slice_rows rows. Rows that are new have
-- slices of their own, which nobody waits for, and come first: of a visit whose stored rows had no conflict, they are as old
-- as the conflict that they are given, and not as those.
-- Writes: sliced (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE sliced AS
SELECT d.*, k.stored_id AS id, k.needs_conflict, k.action,
    CAST((ROW_NUMBER() OVER (PARTITION BY k.action = 'insert' ORDER BY k.visit_id, k.con_visit_id) - 1) / :slice_rows
        + CASE WHEN k.action = 'insert' THEN 0
            ELSE (COUNT(*) FILTER (WHERE k.action = 'insert') OVER () - 1) / :slice_rows + 1 END AS integer) AS slice
FROM classified k
JOIN directed d ON d.visit_id = k.visit_id AND d.con_visit_id = k.con_visit_id
WHERE k.action IN ('insert', 'update', 'repair')
