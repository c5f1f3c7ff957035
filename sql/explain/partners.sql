-- With whom the asked visit is compared: the visits of which some copy is on its key.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT DISTINCT q.visit_id AS "a_visit_id", o.visit_id AS "b_visit_id"
FROM ${work(asked_ids)} q
JOIN (${include detection/visits_on_keys}) o ON o.visit_id <> q.visit_id
