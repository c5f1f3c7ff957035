-- The people of the events, and where there are any those of the asked visits: of each of them detection looks at all visits
-- and all events, since a visit and an event may last for days, and either may keep the other from being a conflict.
-- Writes: people_with_events (temporary). Parameters: none.
${create_work(people_with_events)} AS
SELECT person FROM ${work(asked_events)} WHERE person IS NOT NULL
UNION
SELECT c.person FROM ${work(asked_visits)} v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
WHERE EXISTS (SELECT 1 FROM ${work(asked_events)})
