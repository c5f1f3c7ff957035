-- Whether there are caregivers and events, the oldest visit date of all, and how crowded some days of a person are. Days
-- are counted by ids as they are written and with all copies of a visit, which is cheap; only where these are too many,
-- the visits themselves.
-- Writes: nothing. Parameters: window_from, window_to, max_visits_per_key.
WITH looked_at AS (
    SELECT s.written FROM ${work(senders)} s JOIN ${work(active_providers)} a ON a.provider_id = s.provider_id
), sent_for AS (
    SELECT DISTINCT v."Caregiver Id as written" AS written FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
), people AS (
    SELECT s.written, c.person
    FROM sent_for s
    JOIN ${work(caregivers)} c ON c.caregiver_id = ${read_id(s.written)}
    WHERE NOT c.placeholder
), days AS (
    SELECT v."Caregiver Id as written" AS written, v."Visit Date" AS day, COUNT(*) AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN looked_at l ON l.written = v."Provider Id as written"
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    GROUP BY v."Caregiver Id as written", v."Visit Date"
), full_days AS (
    SELECT p.person, d.day
    FROM days d
    JOIN people p ON p.written = d.written
    GROUP BY p.person, d.day
    HAVING SUM(d.copies) > :max_visits_per_key
), crowded AS (
    SELECT f.person, f.day, COUNT(DISTINCT v."Visit Id as written") AS visits
    FROM full_days f
    JOIN people p ON p.person = f.person
    JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Caregiver Id as written" = p.written AND v."Visit Date" = f.day
    JOIN looked_at l ON l.written = v."Provider Id as written"
    GROUP BY f.person, f.day
    HAVING COUNT(DISTINCT v."Visit Id as written") > :max_visits_per_key
)
SELECT
    (SELECT COUNT(*) FROM (SELECT d."Status" FROM ${source(DIMCAREGIVER)} d LIMIT 1) found) AS "caregivers",
    (SELECT COUNT(*) FROM (
        SELECT e."Environment" FROM ${source(FACTCAREGIVERINSERVICE)} e
        WHERE CAST(e."Inservice start date" AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        LIMIT 1) found) AS "events",
    (SELECT MIN(v."Visit Date") FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v) AS "oldest",
    (SELECT COUNT(*) FROM crowded) AS "crowded_keys",
    (SELECT COALESCE(SUM(visits), 0) FROM crowded) AS "crowded_visits"
