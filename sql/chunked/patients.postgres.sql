-- The patients of the visits on the keys, as the payer and as the provider know them.
-- Writes: patients (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE patients AS
WITH on_keys AS (
    SELECT v."Visit Id" AS visit_id
    FROM delta_keys k
    JOIN caregivers c ON c.person = k.person
    JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Caregiver Id" = c.caregiver_id AND v."Visit Date" = k.visit_date
        AND v."Visit Date" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
)
SELECT DISTINCT o.patient_id
FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
CROSS JOIN LATERAL (VALUES (v."Provider Patient Id"), (v."Payer Patient Id")) AS o (patient_id)
WHERE v."Visit Id" IN (SELECT visit_id FROM on_keys) AND o.patient_id IS NOT NULL
