-- The attributes of each visit that is in a pair to be written, once. What is NULL for all visits is left out.
-- Writes: nothing. Parameters: none.
WITH wanted AS (
    SELECT a_visit_id AS visit_id FROM detected_pairs WHERE writes
    UNION
    SELECT b_visit_id AS visit_id FROM detected_pairs WHERE writes
), numbered AS (
SELECT
    b.ssn AS "SSN",
    v."Visit Id" AS "VisitID",
    v."Application Visit Id" AS "AppVisitID",
    b.visit_date AS "VisitDate",
    ${wall_clock(v."Scheduled Start Time")} AS "SchStartTime",
    ${wall_clock(v."Scheduled End Time")} AS "SchEndTime",
    ${wall_clock(v."Visit Start Time")} AS "VisitStartTime",
    ${wall_clock(v."Visit End Time")} AS "VisitEndTime",
    ${wall_clock(v."Call In Time")} AS "EVVStartTime",
    ${wall_clock(v."Call Out Time")} AS "EVVEndTime",
    v."Call Out Device Type" AS "EVVType",
    v."Provider Id" AS "ProviderID",
    v."Application Provider Id" AS "AppProviderID",
    provider."Provider Name" AS "ProviderName",
    provider."Phone Number 1" AS "AgencyPhone",
    provider."Federal Tax Number" AS "FederalTaxNumber",
    v."Caregiver Id" AS "CaregiverID",
    v."Application Caregiver Id" AS "AppCaregiverID",
    caregiver."Caregiver Code" AS "AideCode",
    caregiver."Caregiver Fullname" AS "AideName",
    caregiver."Caregiver Firstname" AS "AideFName",
    caregiver."Caregiver Lastname" AS "AideLName",
    b.ssn AS "AideSSN",
    caregiver."Status" AS "AideStatus",
    v."Office Id" AS "OfficeID",
    v."Application Office Id" AS "AppOfficeID",
    office."Office Name" AS "Office",
    v."Patient Id" AS "PatientID",
    v."Application Patient Id" AS "AppPatientID",
    v."Provider Patient Id" AS "P_PatientID",
    v."Application Provider Patient Id" AS "P_AppPatientID",
    v."Payer Patient Id" AS "PA_PatientID",
    v."Application Payer Patient Id" AS "PA_AppPatientID",
    p_patient."Admission Id" AS "P_PAdmissionID",
    p_patient."Patient Name" AS "P_PName",
    p_patient."Patient Firstname" AS "P_PFName",
    p_patient."Patient Lastname" AS "P_PLName",
    p_patient."Medicaid Number" AS "P_PMedicaidNumber",
    p_patient."Status" AS "P_PStatus",
    p_address."Patient Address Id" AS "P_PAddressID",
    p_address."Application Patient Address Id" AS "P_PAppAddressID",
    p_address."Address Line 1" AS "P_PAddressL1",
    p_address."Address Line 2" AS "P_PAddressL2",
    p_address."City" AS "P_PCity",
    p_address."Address State" AS "P_PAddressState",
    p_address."Zip Code" AS "P_PZipCode",
    p_address."County" AS "P_PCounty",
    pa_patient."Admission Id" AS "PA_PAdmissionID",
    pa_patient."Patient Name" AS "PA_PName",
    pa_patient."Patient Firstname" AS "PA_PFName",
    pa_patient."Patient Lastname" AS "PA_PLName",
    pa_patient."Medicaid Number" AS "PA_PMedicaidNumber",
    pa_patient."Status" AS "PA_PStatus",
    pa_address."Patient Address Id" AS "PA_PAddressID",
    pa_address."Application Patient Address Id" AS "PA_PAppAddressID",
    pa_address."Address Line 1" AS "PA_PAddressL1",
    pa_address."Address Line 2" AS "PA_PAddressL2",
    pa_address."City" AS "PA_PCity",
    pa_address."Address State" AS "PA_PAddressState",
    pa_address."Zip Code" AS "PA_PZipCode",
    pa_address."County" AS "PA_PCounty",
    b.latitude AS "Latitude",
    b.longitude AS "Longitude",
    v."Payer Id" AS "PayerID",
    v."Application Payer Id" AS "AppPayerID",
    COALESCE(contract_payer."Payer Name", contract."Contract Name") AS "Contract",
    payer."Payer State" AS "PayerState",
    CASE
        WHEN COALESCE(v."Application Payer Id", 0) = 0 AND COALESCE(v."Application Contract Id", 0) <> 0 THEN 'Internal'
        WHEN COALESCE(v."Application Payer Id", 0) <> 0 AND COALESCE(v."Application Contract Id", 0) <> 0 THEN 'UPR'
        WHEN COALESCE(v."Application Contract Id", 0) = 0 AND COALESCE(v."Application Payer Id", 0) <> 0 THEN 'Payer'
    END AS "ContractType",
    v."Billed" AS "Billed",
    ${wall_clock(v."Invoice Date")} AS "BilledDate",
    v."Billed Hours" AS "BilledHours",
    v."Billed Rate" AS "BilledRate",
    v."Total Billed Amount" AS "TotalBilledAmount",
    v."Bill Rate Non-Billed" AS "BillRateNonBilled",
    CASE WHEN LOWER(v."Billed") = 'yes' THEN v."Billed Rate" ELSE v."Bill Rate Non-Billed" END AS "BillRateBoth",
    v."Bill Type" AS "RateType",
    service."Service Code Id" AS "ServiceCodeID",
    service."Application Service Code Id" AS "AppServiceCodeID",
    service."Service Code" AS "ServiceCode",
    v."Is Missed" AS "IsMissed",
    v."Missed Visit Reason" AS "MissedVisitReason",
    ${wall_clock(v."Visit Updated Timestamp")} AS "LastUpdatedDate",
    updater."User Fullname" AS "LastUpdatedBy",
    ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY v."Visit Updated Timestamp" DESC NULLS LAST) AS copy_no
FROM wanted w
JOIN base_visits b ON b.visit_id = w.visit_id
JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Visit Id" = w.visit_id
JOIN ${source(DIMCAREGIVER)} caregiver ON caregiver."Caregiver Id" = v."Caregiver Id"
JOIN ${source(DIMPROVIDER)} provider ON provider."Provider Id" = v."Provider Id"
LEFT JOIN ${source(DIMOFFICE)} office ON office."Office Id" = v."Office Id" AND office."Is Active"
LEFT JOIN ${source(DIMSERVICECODE)} service ON service."Service Code Id" = v."Service Code Id"
LEFT JOIN ${source(DIMUSER)} updater ON updater."User Id" = v."Visit Updated User Id"
LEFT JOIN ${source(DIMPAYER)} payer ON payer."Payer Id" = v."Payer Id"
LEFT JOIN ${source(DIMPAYER)} contract_payer
    ON contract_payer."Payer Id" = v."Payer Id" AND contract_payer."Is Active" AND NOT COALESCE(contract_payer."Is Demo", FALSE)
LEFT JOIN ${source(DIMCONTRACT)} contract ON contract."Contract Id" = v."Contract Id" AND contract."Is Active"
LEFT JOIN ${source(DIMPATIENT)} p_patient ON p_patient."Patient Id" = v."Provider Patient Id"
LEFT JOIN ${source(DIMPATIENT)} pa_patient ON pa_patient."Patient Id" = v."Payer Patient Id"
LEFT JOIN gps_addresses p_address ON p_address."Patient Id" = v."Provider Patient Id"
LEFT JOIN gps_addresses pa_address ON pa_address."Patient Id" = v."Payer Patient Id"
)
SELECT
    "SSN", "VisitID", "AppVisitID", "VisitDate", "SchStartTime", "SchEndTime", "VisitStartTime", "VisitEndTime",
    "EVVStartTime", "EVVEndTime", "EVVType", "ProviderID", "AppProviderID", "ProviderName", "AgencyPhone",
    "FederalTaxNumber", "CaregiverID", "AppCaregiverID", "AideCode", "AideName", "AideFName", "AideLName",
    "AideSSN", "AideStatus", "OfficeID", "AppOfficeID", "Office", "PatientID", "AppPatientID", "P_PatientID",
    "P_AppPatientID", "PA_PatientID", "PA_AppPatientID", "P_PAdmissionID", "P_PName", "P_PFName", "P_PLName",
    "P_PMedicaidNumber", "P_PStatus", "P_PAddressID", "P_PAppAddressID", "P_PAddressL1", "P_PAddressL2", "P_PCity",
    "P_PAddressState", "P_PZipCode", "P_PCounty", "PA_PAdmissionID", "PA_PName", "PA_PFName", "PA_PLName",
    "PA_PMedicaidNumber", "PA_PStatus", "PA_PAddressID", "PA_PAppAddressID", "PA_PAddressL1", "PA_PAddressL2",
    "PA_PCity", "PA_PAddressState", "PA_PZipCode", "PA_PCounty", "Latitude", "Longitude", "PayerID", "AppPayerID",
    "Contract", "PayerState", "ContractType", "Billed", "BilledDate", "BilledHours", "BilledRate",
    "TotalBilledAmount", "BillRateNonBilled", "BillRateBoth", "RateType", "ServiceCodeID", "AppServiceCodeID",
    "ServiceCode", "IsMissed", "MissedVisitReason", "LastUpdatedDate", "LastUpdatedBy"
FROM numbered WHERE copy_no = 1
