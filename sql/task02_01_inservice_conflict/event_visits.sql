-- The completed visits of the window of people who have an event, at providers that are active and no demo, but none of a
-- crowded key. Whether a visit was completed, or missed, the copy says that counts.
-- Writes: event_visits (temporary). Parameters: window_from, window_to.
${create_work(event_visits)} AS
WITH people AS (
    SELECT c.caregiver_id, c.person FROM ${work(caregivers)} c WHERE c.person IN (SELECT person FROM ${work(events)})
), theirs AS (
    SELECT v."Visit Id" AS visit_id
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN people ON people.caregiver_id = v."Caregiver Id"
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
), counted AS (
    SELECT v."Visit Id" AS visit_id, COUNT(*) AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM theirs))} v
    GROUP BY v."Visit Id"
), copies AS (
    -- Most visits have one copy only: what orders copies is all that is read, and is not made ready for these.
    SELECT v.*, 1 AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM counted WHERE copies = 1))} v
    UNION ALL
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM counted WHERE copies > 1))} v
)
SELECT v."Visit Id" AS visit_id, people.person, v."Provider Id" AS provider_id, v."Provider Patient Id" AS patient_id,
    v."Visit Start Time" AS starts, v."Visit End Time" AS ends,
    v."Call Out GPS Coordinates" AS out_gps, v."Call In GPS Coordinates" AS in_gps,
    CAST(v."Visit Start Time" AS DATE) AS first_day, CAST(v."Visit End Time" AS DATE) AS last_day
FROM copies v
JOIN people ON people.caregiver_id = v."Caregiver Id"
JOIN ${work(active_providers)} p ON p.provider_id = v."Provider Id"
WHERE v.copy_no = 1 AND v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    AND v."Visit Start Time" IS NOT NULL AND v."Visit End Time" IS NOT NULL AND NOT COALESCE(v."Is Missed", FALSE)
    AND NOT EXISTS (SELECT 1 FROM ${work(crowded_visits)} x WHERE x.visit_id = v."Visit Id")
