-- The agencies that are left out, from a JSON list of ids.
-- Writes: excluded_providers (temporary). Parameters: excluded_providers.
CREATE TEMPORARY TABLE excluded_providers AS
SELECT DISTINCT LOWER(value) AS provider_id FROM json_array_elements_text(CAST(:excluded_providers AS json))
