-- The visits on crowded keys of the window, of whichever agency: a person's day with more visits that are looked at than
-- one has. Of a key with so many copies is then decided which of them count.
-- Writes: crowded_visits (temporary). Parameters: window_from, window_to, max_visits_per_key.
${create_work(crowded_visits)} AS
WITH candidates AS (
    SELECT v."Visit Date" AS visit_date, c.person
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id" AND NOT c.placeholder
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    GROUP BY v."Visit Date", c.person
    HAVING COUNT(*) > :max_visits_per_key
), on_keys AS (
    SELECT v."Visit Id" AS visit_id
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    JOIN candidates k ON k.visit_date = v."Visit Date" AND k.person = c.person
), copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM on_keys))} v
), newest AS (
    SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person,
        COUNT(p.provider_id) OVER (PARTITION BY v."Visit Date", c.person) AS visits
    FROM copies v
    JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    JOIN candidates k ON k.visit_date = v."Visit Date" AND k.person = c.person
    LEFT JOIN ${work(active_providers)} p ON p.provider_id = v."Provider Id"
    WHERE v.copy_no = 1
)
SELECT visit_id, visit_date, person FROM newest WHERE visits > :max_visits_per_key
