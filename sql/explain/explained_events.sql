-- The visits of the explained pairs that are there, and the events, as visits; of several rows of one event the one that
-- detection looks at, else the one that starts last.
-- Writes: explained_visits (temporary). Parameters: none.
${create_work(explained_visits)} AS
WITH ids AS (
    SELECT b_visit_id AS visit_id FROM ${work(explained_pairs)}
), visits AS (
    ${include explain/newest_with_copies}
), events AS (
    SELECT e.*, ${event_id(e."Application Caregiver Inservice Id")} AS event_id,
        ROW_NUMBER() OVER (
            PARTITION BY e."Application Caregiver Inservice Id"
            ORDER BY CASE WHEN k.event_id IS NULL THEN 1 ELSE 0 END, e."Inservice start date" DESC, e."Inservice end date" DESC NULLS LAST, e."Caregiver Id", e."Provider Id") AS copy_no,
        COUNT(*) OVER (PARTITION BY e."Application Caregiver Inservice Id") AS copies
    FROM ${source(FACTCAREGIVERINSERVICE)} e
    LEFT JOIN ${work(events)} k ON k.event_id = ${event_id(e."Application Caregiver Inservice Id")}
        AND k.caregiver_id = e."Caregiver Id" AND k.provider_id = e."Provider Id" AND k.starts = e."Inservice start date"
)
SELECT v."Visit Id", v."Visit Date", v."Caregiver Id", v."Provider Id", v."Scheduled Start Time", v."Scheduled End Time",
    v."Visit Start Time", v."Visit End Time", v."Is Missed", v."Provider Patient Id", v.copies
FROM visits v
UNION ALL
SELECT e.event_id, CAST(e."Inservice start date" AS DATE), e."Caregiver Id", e."Provider Id", NULL, NULL,
    e."Inservice start date", e."Inservice end date", FALSE, NULL, e.copies
FROM events e
WHERE e.copy_no = 1 AND e.event_id IN (SELECT a_visit_id FROM ${work(explained_pairs)})
