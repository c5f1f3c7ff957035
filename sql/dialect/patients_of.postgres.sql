-- The patients of the visits $1, as the payer and as the provider know them, each once.
SELECT DISTINCT o.patient_id
FROM $1 v
CROSS JOIN LATERAL (VALUES (v."Provider Patient Id"), (v."Payer Patient Id")) AS o (patient_id)
WHERE o.patient_id IS NOT NULL
