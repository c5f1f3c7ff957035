-- What the rules read of each visit on the delta's keys, at providers that are active and no demo.
-- Writes: base_visits (temporary). Parameters: window_from, window_to, delta_from.
CREATE TEMPORARY TABLE base_visits AS
WITH people AS (
    -- First only the caregivers that matter, so that the visits are never joined to the keys by date alone.
    SELECT c."Caregiver Id" AS caregiver_id, TRIM(c."SSN") AS ssn
    FROM ${source(DIMCAREGIVER)} c
    WHERE TRIM(c."SSN") IN (SELECT ssn FROM delta_keys)
), texts AS (
    SELECT k.key_no, k.visit_date, k.ssn, v."Visit Id" AS visit_id, v."Provider Id" AS provider_id,
        ${wall_clock(v."Scheduled Start Time")} AS sch_start, ${wall_clock(v."Scheduled End Time")} AS sch_end,
        ${wall_clock(v."Visit Start Time")} AS visit_start, ${wall_clock(v."Visit End Time")} AS visit_end,
        CASE WHEN v."Visit Updated Timestamp" >= ${instant(:delta_from)} THEN 1 ELSE 0 END AS is_delta,
        ${gps_part(v."Call Out GPS Coordinates", 1)} AS out_latitude, ${gps_part(v."Call Out GPS Coordinates", 2)} AS out_longitude,
        ${gps_part(v."Call In GPS Coordinates", 1)} AS in_latitude, ${gps_part(v."Call In GPS Coordinates", 2)} AS in_longitude,
        p_address."Latitude" AS home_latitude, p_address."Longitude" AS home_longitude,
        NULLIF(UPPER(TRIM(p_address."Address State")), '') AS p_state,
        NULLIF(UPPER(TRIM(pa_address."Address State")), '') AS pa_state,
        NULLIF(UPPER(TRIM(provider."Address State")), '') AS provider_state,
        ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY v."Visit Updated Timestamp" DESC NULLS LAST) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    JOIN people ON people.caregiver_id = v."Caregiver Id"
    JOIN delta_keys k ON k.visit_date = v."Visit Date" AND k.ssn = people.ssn
    JOIN ${source(DIMPROVIDER)} provider
        ON provider."Provider Id" = v."Provider Id" AND provider."Is Active" AND NOT COALESCE(provider."Is Demo", FALSE)
    LEFT JOIN gps_addresses p_address ON p_address."Patient Id" = v."Provider Patient Id"
    LEFT JOIN gps_addresses pa_address ON pa_address."Patient Id" = v."Payer Patient Id"
    -- The keys' days say this already; so said, a visit of another day is not even looked at.
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        AND NOT EXISTS (SELECT 1 FROM excluded_providers e WHERE e.provider_id = LOWER(v."Provider Id"))
), newest AS (
    SELECT * FROM texts WHERE copy_no = 1
), located AS (
    ${include detection/located}
)
SELECT s.key_no, s.visit_date, s.ssn, s.visit_id, s.provider_id, s.is_delta,
    s.sch_start, s.sch_end, s.visit_start, s.visit_end,
    s.latitude, s.longitude,
    CASE WHEN s.p_state IS NULL AND s.pa_state IS NULL THEN COALESCE(provider_name.abbreviation, s.provider_state)
         ELSE COALESCE(p_name.abbreviation, s.p_state) END AS state_1,
    COALESCE(pa_name.abbreviation, s.pa_state) AS state_2
FROM located s
LEFT JOIN state_names p_name ON p_name.name = s.p_state
LEFT JOIN state_names pa_name ON pa_name.name = s.pa_state
LEFT JOIN state_names provider_name ON provider_name.name = s.provider_state
