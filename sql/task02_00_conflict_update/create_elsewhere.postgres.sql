-- Holds the pairs that are detected on the keys that the candidates' visits have now.
-- Writes: elsewhere (temporary). Parameters: none.
CREATE TEMPORARY TABLE elsewhere (a_visit_id uuid, b_visit_id uuid)
