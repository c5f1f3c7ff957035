-- The patients of the visits on the keys, as the payer and as the provider know them.
-- Writes: patients (temporary). Parameters: none.
CREATE TEMPORARY TABLE patients AS
${patients_of(newest_on_keys)}
