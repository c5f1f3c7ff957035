-- The agencies that are left out.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT "ProviderID" AS provider_id FROM ${schema}.excluded_agency WHERE "ProviderID" IS NOT NULL
