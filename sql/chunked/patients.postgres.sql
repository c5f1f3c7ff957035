-- The patients of the visits on the keys, as the payer and as the provider know them.
-- Writes: patients (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE patients AS
WITH people AS (
    SELECT c."Caregiver Id" AS caregiver_id, TRIM(c."SSN") AS ssn
    FROM ${source(DIMCAREGIVER)} c
    WHERE TRIM(c."SSN") IN (SELECT ssn FROM delta_keys)
)
SELECT DISTINCT o.patient_id
FROM delta_keys k
JOIN people ON people.ssn = k.ssn
JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Caregiver Id" = people.caregiver_id AND v."Visit Date" = k.visit_date
    AND v."Visit Date" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
CROSS JOIN LATERAL (VALUES (v."Provider Patient Id"), (v."Payer Patient Id")) AS o (patient_id)
WHERE o.patient_id IS NOT NULL
