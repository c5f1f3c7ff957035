-- The payers that are active and no demo: what the others would pay, payers do not see.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT d."Payer Id" AS payer_id
FROM ${source(DIMPAYER)} d
WHERE d."Is Active" = TRUE AND d."Is Demo" = FALSE AND d."Payer Id" IS NOT NULL
