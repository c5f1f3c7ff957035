-- Whether there are caregivers and events, the oldest visit date of all, and how crowded some days of a person are. Days
-- are counted with all copies of a visit first, which is cheap; only where these are too many, the visits themselves.
-- Writes: nothing. Parameters: window_from, window_to, max_visits_per_key.
WITH people AS (
    SELECT c.caregiver_id, c.person FROM ${work(caregivers)} c WHERE NOT c.placeholder
), days AS (
    SELECT v."Caregiver Id" AS caregiver_id, v."Visit Date" AS day, COUNT(*) AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN ${work(active_providers)} a ON a.provider_id = v."Provider Id"
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    GROUP BY v."Caregiver Id", v."Visit Date"
), full_days AS (
    SELECT p.person, d.day
    FROM days d
    JOIN people p ON p.caregiver_id = d.caregiver_id
    GROUP BY p.person, d.day
    HAVING SUM(d.copies) > :max_visits_per_key
), crowded AS (
    SELECT f.person, f.day, COUNT(DISTINCT v."Visit Id") AS visits
    FROM full_days f
    JOIN people p ON p.person = f.person
    JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Caregiver Id" = p.caregiver_id AND v."Visit Date" = f.day
    JOIN ${work(active_providers)} a ON a.provider_id = v."Provider Id"
    GROUP BY f.person, f.day
    HAVING COUNT(DISTINCT v."Visit Id") > :max_visits_per_key
)
SELECT
    (SELECT COUNT(*) FROM (SELECT d."Caregiver Id" FROM ${source(DIMCAREGIVER)} d LIMIT 1) some) AS "caregivers",
    (SELECT COUNT(*) FROM (
        SELECT e."Caregiver Id" FROM ${source(FACTCAREGIVERINSERVICE)} e
        WHERE CAST(e."Inservice start date" AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        LIMIT 1) some) AS "events",
    (SELECT MIN(v."Visit Date") FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v) AS "oldest",
    (SELECT COUNT(*) FROM crowded) AS "crowded_keys",
    (SELECT COALESCE(SUM(visits), 0) FROM crowded) AS "crowded_visits"
