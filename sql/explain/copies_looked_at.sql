-- All copies, as they are written, of the visits that are looked at: the asked ones, those of which some copy is on a key,
-- and those of the people with events. What follows reads these in the place of all visits.
-- Writes: copies_looked_at (temporary). Parameters: window_from, window_to.
${create_work(copies_looked_at)} AS
WITH theirs AS (
    SELECT c.caregiver_id FROM ${work(caregivers)} c
    WHERE c.person IN (SELECT person FROM ${work(people_with_events)}) AND NOT c.placeholder
), ids AS (
    SELECT visit_id FROM ${work(asked_ids)}
    UNION
    ${include detection/visits_on_keys}
    UNION
    SELECT v."Visit Id"
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Caregiver Id" IN (SELECT caregiver_id FROM theirs))} v
)
SELECT * FROM ${as_written(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM ids))} v
