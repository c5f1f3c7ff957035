-- With what is told: an asked visit with the events of its person on its days or a day beside them, an asked event with the
-- visits likewise, whatever became of them.
-- Writes: nothing. Parameters: none.
WITH copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
), visits AS (
    SELECT v."Visit Id" AS visit_id, c.person, v."Visit Id" IN (SELECT visit_id FROM ${work(asked_ids)}) AS is_asked,
        ${include explain/days_of_visit}
    FROM copies v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id" AND NOT c.placeholder
    WHERE v.copy_no = 1 AND v."Visit Id" IS NOT NULL
)
SELECT DISTINCT e.event_id AS "a_visit_id", v.visit_id AS "b_visit_id"
FROM ${work(asked_events)} e
JOIN visits v ON v.person = e.person AND v.first_day <= e.last_day + 1 AND v.last_day >= e.first_day - 1
WHERE v.is_asked OR e.is_asked
