-- The in-service events of the window, at providers that are active and no demo, with what is stored of them. An event
-- has no visit id: it is made of its own. Of several rows with one id the event that starts last counts.
-- Writes: events (temporary). Parameters: window_from, window_to.
${create_work(events)} AS
WITH offices AS (
    SELECT * FROM (
        SELECT d.*, ${include detection/one_an_office} AS row_no FROM ${source(DIMOFFICE)} d
    ) n WHERE n.row_no = 1 AND n."Is Active" = TRUE
), found AS (
    SELECT e."Application Caregiver Inservice Id" AS inservice_id,
        ${event_id(e."Application Caregiver Inservice Id")} AS event_id,
        e."Inservice start date" AS starts, e."Inservice end date" AS ends,
        e."Environment" AS environment, c.person, c.placeholder, c.ssn,
        e."Caregiver Id" AS caregiver_id, c.app_caregiver_id, c.aide_code, c.aide_name, c.aide_first_name,
        c.aide_last_name, c.aide_status,
        e."Provider Id" AS provider_id, p.app_provider_id, p.provider_name, p.agency_phone, p.federal_tax_number,
        e."Office Id" AS office_id, e."Office Id" IS NULL AND e."Office Id as written" IS NOT NULL AS office_unread, office."Application Office Id" AS app_office_id, office."Office Name" AS office
    FROM ${source(FACTCAREGIVERINSERVICE)} e
    JOIN ${work(caregivers)} c ON c.caregiver_id = e."Caregiver Id"
    JOIN ${work(active_providers)} p ON p.provider_id = e."Provider Id"
    LEFT JOIN offices office ON office."Office Id" = e."Office Id"
), numbered AS (
    SELECT f.*, CAST(starts AS DATE) AS first_day, CAST(ends AS DATE) AS last_day,
        -- Those without an id are left out later, and counted there, each for itself.
        ROW_NUMBER() OVER (
            PARTITION BY inservice_id, CASE WHEN inservice_id IS NULL THEN caregiver_id || CAST(starts AS VARCHAR) END
            ORDER BY starts DESC, ends DESC NULLS LAST, caregiver_id, provider_id, office_id, ${by_bytes(environment)}) AS copy_no,
        MIN(person) OVER (PARTITION BY inservice_id) <> MAX(person) OVER (PARTITION BY inservice_id) AS is_shared
    FROM found f
    WHERE NOT placeholder AND CAST(starts AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
)
SELECT * FROM numbered WHERE copy_no = 1
