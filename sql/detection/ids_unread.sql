-- How many ids of the visits to be written are no UUID, by the column that stays empty.
-- Writes: nothing. Parameters: none.
SELECT COUNT(CASE WHEN office_unread THEN 1 END) AS "OfficeID", COUNT(CASE WHEN patient_unread THEN 1 END) AS "PatientID",
    COUNT(CASE WHEN p_patient_unread THEN 1 END) AS "P_PatientID",
    COUNT(CASE WHEN pa_patient_unread THEN 1 END) AS "PA_PatientID",
    COUNT(CASE WHEN payer_unread THEN 1 END) AS "PayerID"
FROM ${work(visit_copies)}
