-- Of the detected pairs, only those that are stored rows: nothing is inserted, and what others look at is theirs.
-- Writes: detected_pairs (temporary). Parameters: none.
DELETE FROM detected_pairs p
WHERE NOT EXISTS (
    SELECT 1 FROM (
        SELECT ${uuid_digits(visit_id)} AS visit_id, ${uuid_digits(con_visit_id)} AS con_visit_id FROM stored_rows
        UNION ALL
        SELECT ${uuid_digits(con_visit_id)}, ${uuid_digits(visit_id)} FROM stored_rows
    ) s
    WHERE s.visit_id = ${uuid_digits(p.a_visit_id)} AND s.con_visit_id = ${uuid_digits(p.b_visit_id)})
