-- The pairs that are in conflict there; only their ids matter.
-- Writes: nothing. Parameters: none.
SELECT a_visit_id AS "a_visit_id", b_visit_id AS "b_visit_id" FROM ${work(detected_pairs)}
