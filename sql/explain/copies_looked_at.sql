-- All copies, as they are written, of the visits that are looked at: the asked ones, those of which some copy is on a key,
-- and those of the same people that events are compared with. What follows reads these in the place of all visits.
-- Writes: copies_looked_at (temporary). Parameters: window_from, window_to, event_from, event_to.
${create_work(copies_looked_at)} AS
WITH people AS (
    SELECT person FROM ${work(asked_events)}
    UNION
    SELECT c.person FROM ${work(asked_visits)} v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    WHERE EXISTS (SELECT 1 FROM ${work(asked_events)})
), ids AS (
    SELECT visit_id FROM ${work(asked_ids)}
    UNION
    ${include detection/visits_on_keys}
    UNION
    SELECT v."Visit Id"
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    WHERE c.person IN (SELECT person FROM people) AND NOT c.placeholder
        AND v."Visit Date" BETWEEN CAST(:event_from AS DATE) AND CAST(:event_to AS DATE)
)
SELECT * FROM ${as_written(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM ids))} v
