-- The in-service events that are asked about, and those of an asked visit's person that are on one of its days, or a day
-- beside them.
-- Writes: asked_events (temporary). Parameters: none.
${create_work(asked_events)} AS
WITH events AS (
    SELECT ${event_id(e."Application Caregiver Inservice Id")} AS event_id, c.person,
        CAST(e."Inservice start date" AS DATE) AS first_day,
        CAST(COALESCE(e."Inservice end date", e."Inservice start date") AS DATE) AS last_day
    FROM ${source(FACTCAREGIVERINSERVICE)} e
    LEFT JOIN ${work(caregivers)} c ON c.caregiver_id = e."Caregiver Id" AND NOT c.placeholder
), asked AS (
    SELECT c.person, ${include explain/days_of_visit}
    FROM ${work(asked_visits)} v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id" AND NOT c.placeholder
)
SELECT e.event_id, e.person, e.first_day, e.last_day, TRUE AS is_asked
FROM events e WHERE e.event_id IN (SELECT visit_id FROM ${work(asked_ids)})
UNION ALL
SELECT DISTINCT e.event_id, e.person, e.first_day, e.last_day, FALSE
FROM events e JOIN asked a ON a.person = e.person AND a.first_day <= e.last_day + 1 AND a.last_day >= e.first_day - 1
WHERE e.event_id NOT IN (SELECT visit_id FROM ${work(asked_ids)})
