-- The agencies that are left out, from a JSON list of ids.
-- Writes: excluded_providers (temporary). Parameters: excluded_providers.
CREATE TEMPORARY TABLE excluded_providers AS
SELECT DISTINCT LOWER(CAST(value AS VARCHAR)) AS provider_id FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:excluded_providers)))
