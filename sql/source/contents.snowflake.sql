-- Whether there are caregivers and events, the oldest visit date of all, and how crowded some days of a person are. Days
-- are counted with all copies of a visit first, which is cheap; only where these are too many, the visits themselves.
-- Writes: nothing. Parameters: window_from, window_to, max_visits_per_key.
WITH looked_at AS (
    SELECT DISTINCT p."Provider Id" AS provider_id
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Is Active" = TRUE AND p."Is Demo" = FALSE
        AND NOT EXISTS (SELECT 1 FROM ${work(excluded_providers)} x WHERE x.provider_id = p."Provider Id")
), spelled AS (
    SELECT DISTINCT c."Caregiver Id" AS caregiver_id, ${person(c."SSN")} AS person
    FROM ${source(DIMCAREGIVER)} c
    WHERE TRIM(c."SSN") <> ''
), people AS (
    SELECT s.caregiver_id, s.person
    FROM spelled s
    WHERE NOT ${is_placeholder(s.person)}
        AND NOT EXISTS (SELECT 1 FROM ${work(excluded_ssns)} x WHERE x.person = s.person)
), days AS (
    SELECT v."Caregiver Id" AS caregiver_id, v."Visit Date" AS day, COUNT(*) AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN looked_at l ON l.provider_id = v."Provider Id"
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        AND v."Visit Id" IS NOT NULL
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
    JOIN looked_at l ON l.provider_id = v."Provider Id"
    GROUP BY f.person, f.day
    HAVING COUNT(DISTINCT v."Visit Id") > :max_visits_per_key
)
SELECT
    (SELECT COUNT(*) FROM (SELECT 1 AS one FROM ${source(DIMCAREGIVER)} c LIMIT 1) some) AS "caregivers",
    (SELECT COUNT(*) FROM (
        SELECT 1 AS one FROM ${source(FACTCAREGIVERINSERVICE)} e
        WHERE CAST(e."Inservice start date" AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        LIMIT 1) some) AS "events",
    (SELECT TO_VARCHAR(MIN(v."Visit Date"), 'YYYY-MM-DD') FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v) AS "oldest",
    (SELECT COUNT(*) FROM crowded) AS "crowded_keys",
    (SELECT COALESCE(SUM(visits), 0) FROM crowded) AS "crowded_visits"
