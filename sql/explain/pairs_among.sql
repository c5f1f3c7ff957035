-- The pairs among the asked visits that are of one person's day.
-- Writes: nothing. Parameters: none.
WITH sides AS (
    SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person
    FROM ${work(asked_visits)} v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
)
SELECT a.visit_id AS "a_visit_id", b.visit_id AS "b_visit_id"
FROM sides a JOIN sides b ON b.visit_date = a.visit_date AND b.person = a.person AND a.visit_id < b.visit_id
