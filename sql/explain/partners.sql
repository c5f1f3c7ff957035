-- With whom each asked visit is compared: the visits of which some copy is on its key.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT DISTINCT o.visit_id AS "a_visit_id", v."Visit Id" AS "b_visit_id"
FROM ${work(key_origins)} o
JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Visit Date" = o.visit_date AND v."Visit Id" <> o.visit_id
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id" AND c.person = o.person
WHERE o.visit_id IS NOT NULL AND o.left_out IS NULL AND ${include detection/in_window}
