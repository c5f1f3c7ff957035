-- The completed visits of the window of people who have an event, at providers that are active and no demo. Whether a
-- visit was completed, or missed, its newest copy says.
-- Writes: event_visits (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE event_visits AS
WITH people AS (
    SELECT c."Caregiver Id" AS caregiver_id, TRIM(c."SSN") AS ssn
    FROM ${source(DIMCAREGIVER)} c
    WHERE TRIM(c."SSN") IN (SELECT ssn FROM events)
), copies AS (
    SELECT v."Visit Id" AS visit_id, CAST(v."Visit Date" AS DATE) AS visit_date, people.ssn,
        v."Provider Id" AS provider_id, v."Provider Patient Id" AS patient_id, v."Is Missed" AS is_missed,
        ${wall_clock(v."Visit Start Time")} AS starts, ${wall_clock(v."Visit End Time")} AS ends,
        v."Call Out GPS Coordinates" AS out_gps, v."Call In GPS Coordinates" AS in_gps,
        ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY v."Visit Updated Timestamp" DESC NULLS LAST) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN people ON people.caregiver_id = v."Caregiver Id"
    JOIN ${source(DIMPROVIDER)} provider
        ON provider."Provider Id" = v."Provider Id" AND provider."Is Active" AND NOT COALESCE(provider."Is Demo", FALSE)
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        AND v."Visit Id" IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM excluded_providers x WHERE x.provider_id = LOWER(v."Provider Id"))
)
SELECT visit_id, visit_date, ssn, provider_id, patient_id, starts, ends, out_gps, in_gps,
    CAST(starts AS DATE) AS first_day, CAST(ends AS DATE) AS last_day
FROM copies
WHERE copy_no = 1 AND starts IS NOT NULL AND ends IS NOT NULL AND NOT COALESCE(is_missed, FALSE)
