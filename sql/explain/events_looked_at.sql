-- All rows, as they are written, of the events of the people with events and of the asked ones; of an id that stands for
-- events of several people all of them. What follows reads these in the place of all events.
-- Writes: events_looked_at (temporary). Parameters: none.
${create_work(events_looked_at)} AS
WITH read AS (
    SELECT w.*, ${read_application(w."Application Caregiver Inservice Id")} AS inservice_id, ${read_id(w."Caregiver Id")} AS caregiver_id
    FROM ${as_written(FACTCAREGIVERINSERVICE)} w
), theirs AS (
    SELECT c.caregiver_id FROM ${work(caregivers)} c
    WHERE c.person IN (SELECT person FROM ${work(people_with_events)}) AND NOT c.placeholder
), ids AS (
    SELECT inservice_id FROM read WHERE inservice_id IS NOT NULL AND caregiver_id IN (SELECT caregiver_id FROM theirs)
    UNION
    SELECT inservice_id FROM read WHERE ${event_id(inservice_id)} IN (SELECT event_id FROM ${work(asked_events)})
)
SELECT r.* FROM read r
WHERE r.inservice_id IN (SELECT inservice_id FROM ids)
    OR (r.inservice_id IS NULL AND r.caregiver_id IN (SELECT caregiver_id FROM theirs))
