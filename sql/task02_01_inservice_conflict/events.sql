-- The in-service events of the window, at providers that are active and no demo, with what is stored of them. An event
-- has no visit id: it is made of its own. Of several rows with one id the event that starts last counts.
-- Writes: events (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE events AS
WITH found AS (
    SELECT e."Application Caregiver Inservice Id" AS inservice_id,
        MD5('I' || CAST(e."Application Caregiver Inservice Id" AS VARCHAR)) AS event_id,
        ${wall_clock(e."Inservice start date")} AS starts, ${wall_clock(e."Inservice end date")} AS ends,
        TRIM(caregiver."SSN") AS ssn,
        e."Caregiver Id" AS caregiver_id, caregiver."Application Caregiver Id" AS app_caregiver_id,
        caregiver."Caregiver Code" AS aide_code, caregiver."Caregiver Fullname" AS aide_name,
        caregiver."Caregiver Firstname" AS aide_first_name, caregiver."Caregiver Lastname" AS aide_last_name,
        caregiver."Status" AS aide_status,
        e."Provider Id" AS provider_id, provider."Application Provider Id" AS app_provider_id,
        provider."Provider Name" AS provider_name, provider."Phone Number 1" AS agency_phone,
        provider."Federal Tax Number" AS federal_tax_number,
        e."Office Id" AS office_id, office."Application Office Id" AS app_office_id, office."Office Name" AS office
    FROM ${source(FACTCAREGIVERINSERVICE)} e
    JOIN ${source(DIMCAREGIVER)} caregiver ON caregiver."Caregiver Id" = e."Caregiver Id"
    JOIN ${source(DIMPROVIDER)} provider
        ON provider."Provider Id" = e."Provider Id" AND provider."Is Active" AND NOT COALESCE(provider."Is Demo", FALSE)
    LEFT JOIN ${source(DIMOFFICE)} office ON office."Office Id" = e."Office Id" AND office."Is Active"
    WHERE TRIM(caregiver."SSN") <> ''
        AND NOT EXISTS (SELECT 1 FROM excluded_ssns x WHERE x.ssn = TRIM(caregiver."SSN"))
        AND NOT EXISTS (SELECT 1 FROM excluded_providers x WHERE x.provider_id = LOWER(e."Provider Id"))
), numbered AS (
    SELECT f.*, CAST(starts AS DATE) AS first_day, CAST(ends AS DATE) AS last_day,
        -- Those without an id are left out later, and counted there, each for itself.
        ROW_NUMBER() OVER (
            PARTITION BY inservice_id, CASE WHEN inservice_id IS NULL THEN caregiver_id || CAST(starts AS VARCHAR) END
            ORDER BY starts DESC, ends DESC NULLS LAST, caregiver_id) AS copy_no,
        MIN(ssn) OVER (PARTITION BY inservice_id) <> MAX(ssn) OVER (PARTITION BY inservice_id) AS is_shared
    FROM found f
    WHERE CAST(starts AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
)
SELECT * FROM numbered WHERE copy_no = 1
