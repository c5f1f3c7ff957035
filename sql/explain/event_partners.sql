-- With what is told: an asked visit with the events of its person on its day or a day beside it, an asked event with the
-- completed visits likewise.
-- Writes: nothing. Parameters: none.
WITH visits AS (
    SELECT v."Visit Id" AS visit_id, c.person, v."Visit Date" AS first_day, v."Visit Date" AS last_day, TRUE AS is_asked
    FROM ${work(asked_visits)} v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    UNION ALL
    SELECT v.visit_id, v.person, v.first_day, v.last_day, FALSE FROM ${work(event_visits)} v
)
SELECT DISTINCT e.event_id AS "a_visit_id", v.visit_id AS "b_visit_id"
FROM ${work(asked_events)} e
JOIN visits v ON v.person = e.person AND v.first_day <= e.last_day + 1 AND v.last_day >= e.first_day - 1
WHERE v.is_asked OR e.is_asked
