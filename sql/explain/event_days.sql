-- How many events these are, and the days that hold all that decides of them and of the visits, each within the window:
-- those of each row of one of the events, of the visits, and the days beside the events.
-- Writes: nothing. Parameters: window_from, window_to.
WITH days AS (
    SELECT CAST(e."Inservice start date" AS DATE) AS day
    FROM ${source(FACTCAREGIVERINSERVICE)} e
    WHERE ${event_id(e."Application Caregiver Inservice Id")} IN (SELECT event_id FROM ${work(asked_events)})
    UNION ALL
    SELECT first_day - 1 FROM ${work(asked_events)}
    UNION ALL
    SELECT last_day + 1 FROM ${work(asked_events)}
    UNION ALL
    SELECT "Visit Date" FROM ${work(asked_visits)}
), bounds AS (
    SELECT MIN(day) AS first_day, MAX(day) AS last_day, CAST(:window_from AS DATE) AS window_from, CAST(:window_to AS DATE) AS window_to
    FROM days
)
SELECT CAST(CASE WHEN first_day > window_from THEN first_day ELSE window_from END AS VARCHAR(10)) AS "event_from",
    CAST(CASE WHEN last_day < window_to THEN last_day ELSE window_to END AS VARCHAR(10)) AS "event_to",
    (SELECT COUNT(*) FROM ${work(asked_events)}) AS "events"
FROM bounds
