-- The crowded keys: rows stored on one of them are not judged.
-- Writes: nothing. Parameters: none.
SELECT k.visit_date AS "visit_date", k.person AS "ssn"
FROM ${work(searched_keys)} k JOIN ${work(crowded_keys)} c ON c.key_no = k.key_no
