-- How many ids of the visits to be written are no UUID, by the column that stays empty.
-- Writes: nothing. Parameters: none.
SELECT COUNT(CASE WHEN v.office_unread THEN 1 END) AS "OfficeID", COUNT(CASE WHEN v.patient_unread THEN 1 END) AS "PatientID",
    COUNT(CASE WHEN v.p_patient_unread THEN 1 END) AS "P_PatientID",
    COUNT(CASE WHEN v.pa_patient_unread THEN 1 END) AS "PA_PatientID",
    COUNT(CASE WHEN v.payer_unread THEN 1 END) AS "PayerID", COUNT(CASE WHEN p_address.unread THEN 1 END) AS "P_PAddressID",
    COUNT(CASE WHEN pa_address.unread THEN 1 END) AS "PA_PAddressID"
FROM ${work(visit_copies)} v
LEFT JOIN ${work(gps_addresses)} p_address ON p_address."Patient Id" = v."Provider Patient Id"
LEFT JOIN ${work(gps_addresses)} pa_address ON pa_address."Patient Id" = v."Payer Patient Id"
