-- Holds each visit (or in-service event) that is in a detected pair, once, as the warehouse has it.
-- Writes: visits_in (temporary). Parameters: none.
CREATE TEMPORARY TABLE visits_in (
    "SSN" text, "VisitDate" date, "ProviderID" uuid, "AppProviderID" bigint, "ProviderName" text, "VisitID" uuid,
    "AppVisitID" bigint, "SchStartTime" timestamp, "SchEndTime" timestamp, "VisitStartTime" timestamp,
    "VisitEndTime" timestamp, "EVVStartTime" timestamp, "EVVEndTime" timestamp, "CaregiverID" uuid,
    "AppCaregiverID" bigint, "AideCode" text, "AideName" text, "AideFName" text, "AideLName" text, "AideSSN" text,
    "AideStatus" text, "OfficeID" uuid, "AppOfficeID" bigint, "Office" text, "PatientID" uuid,
    "AppPatientID" bigint, "PAdmissionID" text, "PName" text, "PFName" text, "PLName" text, "PMedicaidNumber" text,
    "PStatus" text, "PAddressID" uuid, "PAppAddressID" bigint, "PAddressL1" text, "PAddressL2" text, "PCity" text,
    "PAddressState" text, "PZipCode" text, "PCounty" text, "Longitude" real, "Latitude" real, "PayerID" uuid,
    "AppPayerID" bigint, "Contract" text, "PayerState" text, "Billed" text, "BilledDate" timestamp,
    "BilledHours" real, "BilledRate" real, "TotalBilledAmount" real, "BillRateNonBilled" real, "BillRateBoth" real,
    "RateType" text, "InserviceStartDate" timestamp, "InserviceEndDate" timestamp, "ServiceCodeID" uuid,
    "AppServiceCodeID" bigint, "ServiceCode" text, "AgencyContact" text, "AgencyPhone" text, "IsMissed" boolean,
    "MissedVisitReason" text, "EVVType" text, "P_PatientID" uuid, "P_AppPatientID" bigint, "P_PAdmissionID" text,
    "P_PName" text, "P_PAddressID" uuid, "P_PAppAddressID" bigint, "P_PAddressL1" text, "P_PAddressL2" text,
    "P_PCity" text, "P_PAddressState" text, "P_PZipCode" text, "P_PCounty" text, "P_PFName" text, "P_PLName" text,
    "P_PMedicaidNumber" text, "P_PStatus" text, "PA_PatientID" uuid, "PA_AppPatientID" bigint,
    "PA_PAdmissionID" text, "PA_PName" text, "PA_PAddressID" uuid, "PA_PAppAddressID" bigint, "PA_PAddressL1" text,
    "PA_PAddressL2" text, "PA_PCity" text, "PA_PAddressState" text, "PA_PZipCode" text, "PA_PCounty" text,
    "PA_PFName" text, "PA_PLName" text, "PA_PMedicaidNumber" text, "PA_PStatus" text, "ContractType" text,
    "LastUpdatedBy" text, "LastUpdatedDate" timestamp, "FederalTaxNumber" text
)
