-- The patients of the visits on the keys, as the payer and as the provider know them.
-- Writes: patients (temporary). Parameters: none.
CREATE TEMPORARY TABLE patients AS
SELECT DISTINCT o.patient_id
FROM newest_on_keys v
CROSS JOIN LATERAL (VALUES (v."Provider Patient Id"), (v."Payer Patient Id")) AS o (patient_id)
WHERE o.patient_id IS NOT NULL
