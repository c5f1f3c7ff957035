-- The attributes of each event that is in a detected pair, once. What an event does not have is left out.
-- Writes: nothing. Parameters: none.
SELECT ssn AS "SSN", event_id AS "VisitID", inservice_id AS "AppVisitID", first_day AS "VisitDate",
    provider_id AS "ProviderID", app_provider_id AS "AppProviderID", provider_name AS "ProviderName",
    agency_phone AS "AgencyPhone", federal_tax_number AS "FederalTaxNumber",
    caregiver_id AS "CaregiverID", app_caregiver_id AS "AppCaregiverID", aide_code AS "AideCode",
    aide_name AS "AideName", aide_first_name AS "AideFName", aide_last_name AS "AideLName", ssn AS "AideSSN",
    aide_status AS "AideStatus", office_id AS "OfficeID", app_office_id AS "AppOfficeID", office AS "Office",
    starts AS "InserviceStartDate", ends AS "InserviceEndDate"
FROM ${work(events)} WHERE event_id IN (SELECT a_visit_id FROM ${work(detected_pairs)})
