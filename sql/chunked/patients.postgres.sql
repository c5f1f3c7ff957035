-- The patients of the visits on the keys, as the payer and as the provider know them.
-- Writes: patients (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE patients AS
SELECT DISTINCT o.patient_id
FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
CROSS JOIN LATERAL (VALUES (v."Provider Patient Id"), (v."Payer Patient Id")) AS o (patient_id)
WHERE v."Visit Id" IN (${include detection/on_keys}) AND o.patient_id IS NOT NULL
