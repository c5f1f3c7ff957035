-- Of the detected pairs, only those that are stored rows: nothing is inserted, and what others look at is theirs.
-- Writes: detected_pairs (temporary). Parameters: none.
DELETE FROM detected_pairs p
WHERE NOT EXISTS (
    SELECT 1 FROM (
        SELECT visit_id, con_visit_id FROM stored_rows UNION ALL SELECT con_visit_id, visit_id FROM stored_rows
    ) s
    WHERE s.visit_id = p.a_visit_id AND s.con_visit_id = p.b_visit_id)
