-- The agencies that are left out, from a JSON list of ids.
-- Writes: excluded_providers (temporary). Parameters: excluded_providers.
${create_work(excluded_providers)} AS
SELECT DISTINCT ${read_id(value)} AS provider_id FROM json_array_elements_text(CAST(:excluded_providers AS json))
