-- The visits on crowded keys: rows with one of them are not judged.
-- Writes: nothing. Parameters: none.
SELECT b.visit_id AS "visit_id"
FROM ${work(base_visits)} b JOIN ${work(crowded_keys)} c ON c.key_no = b.key_no
