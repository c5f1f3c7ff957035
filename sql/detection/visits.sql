-- The attributes of each visit that is in a pair to be written, once. What is NULL for all visits is left out. Of several
-- rows of a dimension with one id always the same one counts, the better standing first.
-- Writes: nothing. Parameters: none.
WITH offices AS (
    SELECT * FROM (
        SELECT d.*, ${include detection/one_an_office} AS row_no
        FROM ${source(DIMOFFICE)} d
        WHERE d."Office Id" IN (SELECT "Office Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1 AND n."Is Active" = TRUE
), service_codes AS (
    SELECT * FROM (
        SELECT d.*,
            ROW_NUMBER() OVER (PARTITION BY d."Service Code Id" ORDER BY ${by_bytes(d."Service Code")}, ${by_bytes(d."Application Service Code Id")}) AS row_no
        FROM ${source(DIMSERVICECODE)} d
        WHERE d."Service Code Id" IN (SELECT "Service Code Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1
), users AS (
    SELECT * FROM (
        SELECT d.*,
            ROW_NUMBER() OVER (PARTITION BY d."User Id" ORDER BY ${by_bytes(d."User Fullname")}) AS row_no
        FROM ${source(DIMUSER)} d
        WHERE d."User Id" IN (SELECT "Visit Updated User Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1
), payers AS (
    SELECT * FROM (
        SELECT d.*,
            ROW_NUMBER() OVER (
                PARTITION BY d."Payer Id"
                ORDER BY CASE WHEN d."Is Active" = TRUE AND d."Is Demo" = FALSE THEN 0 ELSE 1 END, ${by_bytes(d."Payer Name")},
                    ${by_bytes(d."Payer State")}) AS row_no
        FROM ${source(DIMPAYER)} d
        WHERE d."Payer Id" IN (SELECT "Payer Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1 AND n."Is Active" = TRUE AND n."Is Demo" = FALSE
), contracts AS (
    SELECT * FROM (
        SELECT d.*,
            ROW_NUMBER() OVER (
                PARTITION BY d."Contract Id"
                ORDER BY CASE WHEN d."Is Active" = TRUE THEN 0 ELSE 1 END, ${by_bytes(d."Contract Name")}) AS row_no
        FROM ${source(DIMCONTRACT)} d
        WHERE d."Contract Id" IN (SELECT "Contract Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1 AND n."Is Active" = TRUE
), patients_named AS (
    SELECT * FROM (
        SELECT d.*,
            ROW_NUMBER() OVER (
                PARTITION BY d."Patient Id"
                ORDER BY ${by_bytes(d."Patient Name")}, ${by_bytes(d."Patient Firstname")}, ${by_bytes(d."Patient Lastname")}, ${by_bytes(d."Admission Id")},
                    ${by_bytes(d."Medicaid Number")}, ${by_bytes(d."Status")}) AS row_no
        FROM ${source(DIMPATIENT)} d
        WHERE d."Patient Id" IN (
            SELECT "Provider Patient Id" FROM ${work(visit_copies)} UNION SELECT "Payer Patient Id" FROM ${work(visit_copies)})
    ) n WHERE n.row_no = 1
)
SELECT
    caregiver.ssn AS "SSN",
    v."Visit Id" AS "VisitID",
    v."Application Visit Id" AS "AppVisitID",
    v."Visit Date" AS "VisitDate",
    v."Scheduled Start Time" AS "SchStartTime",
    v."Scheduled End Time" AS "SchEndTime",
    v."Visit Start Time" AS "VisitStartTime",
    v."Visit End Time" AS "VisitEndTime",
    v."Call In Time" AS "EVVStartTime",
    v."Call Out Time" AS "EVVEndTime",
    v."Call Out Device Type" AS "EVVType",
    v."Provider Id" AS "ProviderID",
    v."Application Provider Id" AS "AppProviderID",
    provider.provider_name AS "ProviderName",
    provider.agency_phone AS "AgencyPhone",
    provider.federal_tax_number AS "FederalTaxNumber",
    v."Caregiver Id" AS "CaregiverID",
    v."Application Caregiver Id" AS "AppCaregiverID",
    caregiver.aide_code AS "AideCode",
    caregiver.aide_name AS "AideName",
    caregiver.aide_first_name AS "AideFName",
    caregiver.aide_last_name AS "AideLName",
    caregiver.ssn AS "AideSSN",
    caregiver.aide_status AS "AideStatus",
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
    COALESCE(payer."Payer Name", contract."Contract Name") AS "Contract",
    payer."Payer State" AS "PayerState",
    CASE
        WHEN v."Application Payer Id" = '0' AND v."Application Contract Id" <> '0' THEN 'Internal'
        WHEN v."Application Payer Id" <> '0' AND v."Application Contract Id" <> '0' THEN 'UPR'
        WHEN v."Application Payer Id" <> '0' AND v."Application Contract Id" = '0' THEN 'Payer'
    END AS "ContractType",
    v."Billed" AS "Billed",
    ${read_wall_clock(v."Invoice Date")} AS "BilledDate",
    v."Billed Hours" AS "BilledHours",
    v."Billed Rate" AS "BilledRate",
    v."Total Billed Amount" AS "TotalBilledAmount",
    v."Bill Rate Non-Billed" AS "BillRateNonBilled",
    CASE WHEN v."Billed" = 'yes' THEN v."Billed Rate" ELSE v."Bill Rate Non-Billed" END AS "BillRateBoth",
    v."Bill Type" AS "RateType",
    service."Service Code Id" AS "ServiceCodeID",
    service."Application Service Code Id" AS "AppServiceCodeID",
    service."Service Code" AS "ServiceCode",
    v."Is Missed" AS "IsMissed",
    v."Missed Visit Reason" AS "MissedVisitReason",
    ${read_wall_clock(v."Visit Updated Timestamp")} AS "LastUpdatedDate",
    updater."User Fullname" AS "LastUpdatedBy"
FROM ${work(visit_copies)} v
JOIN ${work(base_visits)} b ON b.visit_id = v."Visit Id"
JOIN ${work(caregivers)} caregiver ON caregiver.caregiver_id = v."Caregiver Id"
JOIN ${work(active_providers)} provider ON provider.provider_id = v."Provider Id"
LEFT JOIN offices office ON office."Office Id" = v."Office Id"
LEFT JOIN service_codes service ON service."Service Code Id" = v."Service Code Id"
LEFT JOIN users updater ON updater."User Id" = v."Visit Updated User Id"
LEFT JOIN payers payer ON payer."Payer Id" = v."Payer Id"
LEFT JOIN contracts contract ON contract."Contract Id" = v."Contract Id"
LEFT JOIN patients_named p_patient ON p_patient."Patient Id" = v."Provider Patient Id"
LEFT JOIN patients_named pa_patient ON pa_patient."Patient Id" = v."Payer Patient Id"
LEFT JOIN ${work(gps_addresses)} p_address ON p_address."Patient Id" = v."Provider Patient Id"
LEFT JOIN ${work(gps_addresses)} pa_address ON pa_address."Patient Id" = v."Payer Patient Id"
