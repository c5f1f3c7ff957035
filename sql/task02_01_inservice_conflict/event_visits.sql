-- The completed visits of the window of people who have an event, at providers that are active and no demo, but none of a
-- crowded key. Whether a visit was completed, or missed, the copy says that counts.
-- Writes: event_visits (temporary). Parameters: window_from, window_to.
${create_work(event_visits)} AS
WITH people AS (
    SELECT c.caregiver_id, c.person FROM ${work(caregivers)} c WHERE c.person IN (SELECT person FROM ${work(events)})
), theirs AS (
    SELECT ${include task02_01_inservice_conflict/read_of_visits}
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Caregiver Id" IN (SELECT caregiver_id FROM people))} v
    JOIN people ON people.caregiver_id = v."Caregiver Id"
    WHERE ${include detection/in_window}
), several AS (
    -- Most visits have one copy only, which is read already: what orders copies is all that is read.
    SELECT v."Visit Id" AS visit_id
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM theirs))} v
    GROUP BY v."Visit Id"
    HAVING COUNT(*) > 1
), newest AS (
    SELECT t.* FROM theirs t
    WHERE t.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM several s WHERE s.visit_id = t.visit_id)
    UNION ALL
    SELECT ${include task02_01_inservice_conflict/read_of_visits}
    FROM (
        SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
        FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM several))} v
    ) v
    JOIN people ON people.caregiver_id = v."Caregiver Id"
    WHERE v.copy_no = 1 AND ${include detection/in_window}
)
SELECT n.visit_id, n.person, n.provider_id, n.patient_id, n.starts, n.ends, n.out_gps, n.in_gps,
    CAST(n.starts AS DATE) AS first_day, CAST(n.ends AS DATE) AS last_day
FROM newest n
JOIN ${work(active_providers)} p ON p.provider_id = n.provider_id
WHERE n.starts IS NOT NULL AND n.ends IS NOT NULL AND NOT COALESCE(n.is_missed, FALSE)
    AND NOT EXISTS (SELECT 1 FROM ${work(crowded_visits)} x WHERE x.visit_id = n.visit_id)
