-- The detected pairs; of those that are not to be written the ids suffice.
-- Writes: nothing. Parameters: none.
SELECT a_visit_id AS "a_visit_id", b_visit_id AS "b_visit_id", writes AS "writes",
    ${columns pair "$name"}
FROM ${work(detected_pairs)}
