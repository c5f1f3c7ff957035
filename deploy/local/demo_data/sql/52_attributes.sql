-- The attributes of every visit and event that a stored row names, each once.
-- Writes: attribute. Variables: none.
CREATE TABLE named_visit AS SELECT visit AS id FROM stored_row UNION SELECT other FROM stored_row;

CREATE VIEW usable_payer AS
SELECT "Payer Id" AS payer_id, "Payer State" AS payer_state, "Payer Name" AS payer_name
FROM source.DIMPAYER WHERE "Is Active" = true AND "Is Demo" = false;

CREATE VIEW one_office AS
SELECT * FROM source.DIMOFFICE WHERE "Is Active" = true
QUALIFY row_number() OVER (PARTITION BY "Office Id" ORDER BY "Office Name") = 1;

CREATE TABLE attribute AS
WITH located AS (
    SELECT v.*, g."SSN", g."Caregiver Code", g."Caregiver Fullname", g."Caregiver Firstname", g."Caregiver Lastname",
           g."Status" AS aide_status,
           v."Application Payer Id" <> '0' AS has_payer, v."Application Contract Id" <> '0' AS has_contract,
           coalesce(gps_of(v."Call Out GPS Coordinates"), gps_of(v."Call In GPS Coordinates"),
                    CASE WHEN in_range(a."Latitude", a."Longitude") THEN [a."Latitude", a."Longitude"] END
           ) AS gps
    FROM any_visit v JOIN named_visit n ON n.id = v."Visit Id"
    JOIN source.DIMCAREGIVER g ON g."Caregiver Id" = v."Caregiver Id"
    LEFT JOIN gps_address a ON a."Patient Id" = v."Provider Patient Id"
)
SELECT trim(v."SSN") AS "SSN", v."Visit Id" AS "VisitID", whole_number(v."Application Visit Id") AS "AppVisitID",
       v."Visit Date" AS "VisitDate",
       v."Scheduled Start Time" AS "SchStartTime", v."Scheduled End Time" AS "SchEndTime",
       v."Visit Start Time" AS "VisitStartTime",
       v."Visit End Time" AS "VisitEndTime", v."Call In Time" AS "EVVStartTime", v."Call Out Time" AS "EVVEndTime",
       v."Call Out Device Type" AS "EVVType",
       v."Provider Id" AS "ProviderID", whole_number(v."Application Provider Id") AS "AppProviderID",
       p."Provider Name" AS "ProviderName", NULL AS "AgencyContact",
       p."Phone Number 1" AS "AgencyPhone", p."Federal Tax Number" AS "FederalTaxNumber",
       v."Caregiver Id" AS "CaregiverID",
       whole_number(v."Application Caregiver Id") AS "AppCaregiverID", v."Caregiver Code" AS "AideCode",
       v."Caregiver Fullname" AS "AideName",
       v."Caregiver Firstname" AS "AideFName", v."Caregiver Lastname" AS "AideLName", trim(v."SSN") AS "AideSSN",
       v.aide_status AS "AideStatus",
       v."Office Id" AS "OfficeID", whole_number(v."Application Office Id") AS "AppOfficeID", o."Office Name" AS "Office",
       v."Patient Id" AS "PatientID",
       whole_number(v."Application Patient Id") AS "AppPatientID", v."Provider Patient Id" AS "P_PatientID",
       whole_number(v."Application Provider Patient Id") AS "P_AppPatientID",
       v."Payer Patient Id" AS "PA_PatientID", whole_number(v."Application Payer Patient Id") AS "PA_AppPatientID",
       q."Admission Id" AS "P_PAdmissionID", q."Patient Name" AS "P_PName", q."Patient Firstname" AS "P_PFName",
       q."Patient Lastname" AS "P_PLName",
       q."Medicaid Number" AS "P_PMedicaidNumber", q."Status" AS "P_PStatus", a."Patient Address Id" AS "P_PAddressID",
       whole_number(a."Application Patient Address Id") AS "P_PAppAddressID", a."Address Line 1" AS "P_PAddressL1",
       a."Address Line 2" AS "P_PAddressL2",
       a."City" AS "P_PCity", a."Address State" AS "P_PAddressState", a."Zip Code" AS "P_PZipCode",
       a."County" AS "P_PCounty",
       r."Admission Id" AS "PA_PAdmissionID", r."Patient Name" AS "PA_PName", r."Patient Firstname" AS "PA_PFName",
       r."Patient Lastname" AS "PA_PLName",
       r."Medicaid Number" AS "PA_PMedicaidNumber", r."Status" AS "PA_PStatus",
       b."Patient Address Id" AS "PA_PAddressID",
       whole_number(b."Application Patient Address Id") AS "PA_PAppAddressID", b."Address Line 1" AS "PA_PAddressL1",
       b."Address Line 2" AS "PA_PAddressL2",
       b."City" AS "PA_PCity", b."Address State" AS "PA_PAddressState", b."Zip Code" AS "PA_PZipCode",
       b."County" AS "PA_PCounty",
       NULL AS "PAdmissionID", NULL AS "PName", NULL AS "PFName", NULL AS "PLName", NULL AS "PMedicaidNumber",
       NULL AS "PStatus", NULL AS "PAddressID",
       NULL AS "PAppAddressID", NULL AS "PAddressL1", NULL AS "PAddressL2", NULL AS "PCity", NULL AS "PAddressState",
       NULL AS "PZipCode", NULL AS "PCounty",
       v.gps[1] AS "Latitude", v.gps[2] AS "Longitude", v."Payer Id" AS "PayerID",
       whole_number(v."Application Payer Id") AS "AppPayerID",
       coalesce(y.payer_name, k."Contract Name") AS "Contract", y.payer_state AS "PayerState",
       CASE WHEN has_payer AND has_contract THEN 'UPR' WHEN has_payer AND NOT has_contract THEN 'Payer'
            WHEN NOT has_payer AND has_contract THEN 'Internal' END AS "ContractType",
       v."Billed" AS "Billed", v."Invoice Date" AS "BilledDate", v."Billed Hours" AS "BilledHours",
       v."Billed Rate" AS "BilledRate",
       v."Total Billed Amount" AS "TotalBilledAmount", v."Bill Rate Non-Billed" AS "BillRateNonBilled",
       CASE WHEN v."Billed" = 'yes' THEN v."Billed Rate" ELSE v."Bill Rate Non-Billed" END AS "BillRateBoth",
       v."Bill Type" AS "RateType",
       s."Service Code Id" AS "ServiceCodeID", whole_number(s."Application Service Code Id") AS "AppServiceCodeID",
       s."Service Code" AS "ServiceCode",
       v."Is Missed" AS "IsMissed", v."Missed Visit Reason" AS "MissedVisitReason",
       v."Visit Updated Timestamp" AS "LastUpdatedDate",
       u."User Fullname" AS "LastUpdatedBy", CAST(NULL AS TIMESTAMP) AS "InserviceStartDate",
       CAST(NULL AS TIMESTAMP) AS "InserviceEndDate"
FROM located v
JOIN source.DIMPROVIDER p ON p."Provider Id" = v."Provider Id"
LEFT JOIN one_office o ON o."Office Id" = v."Office Id"
LEFT JOIN source.DIMPATIENT q ON q."Patient Id" = v."Provider Patient Id"
LEFT JOIN source.DIMPATIENT r ON r."Patient Id" = v."Payer Patient Id"
LEFT JOIN gps_address a ON a."Patient Id" = v."Provider Patient Id"
LEFT JOIN gps_address b ON b."Patient Id" = v."Payer Patient Id"
LEFT JOIN usable_payer y ON y.payer_id = v."Payer Id"
LEFT JOIN source.DIMCONTRACT k ON k."Contract Id" = v."Contract Id" AND k."Is Active" = true
LEFT JOIN source.DIMSERVICECODE s ON s."Service Code Id" = v."Service Code Id"
LEFT JOIN source.DIMUSER u ON u."User Id" = v."Visit Updated User Id";

-- A training has no visit: its own id, its caregiver, provider and office, and the two in-service times.
INSERT INTO attribute BY NAME
SELECT trim(g."SSN") AS "SSN", e.id AS "VisitID", e.app_id AS "AppVisitID", e.starts::DATE AS "VisitDate",
       e.provider_id AS "ProviderID",
       whole_number(p."Application Provider Id") AS "AppProviderID", p."Provider Name" AS "ProviderName",
       p."Phone Number 1" AS "AgencyPhone",
       p."Federal Tax Number" AS "FederalTaxNumber", e.caregiver_id AS "CaregiverID",
       whole_number(g."Application Caregiver Id") AS "AppCaregiverID",
       g."Caregiver Code" AS "AideCode", g."Caregiver Fullname" AS "AideName", g."Caregiver Firstname" AS "AideFName",
       g."Caregiver Lastname" AS "AideLName",
       trim(g."SSN") AS "AideSSN", g."Status" AS "AideStatus", e.office_id AS "OfficeID",
       whole_number(o."Application Office Id") AS "AppOfficeID", o."Office Name" AS "Office",
       e.starts AS "InserviceStartDate", e.ends AS "InserviceEndDate"
FROM inservice_event e JOIN named_visit n USING (id)
JOIN source.DIMPROVIDER p ON p."Provider Id" = e.provider_id
JOIN source.DIMCAREGIVER g ON g."Caregiver Id" = e.caregiver_id
LEFT JOIN one_office o ON o."Office Id" = e.office_id;
