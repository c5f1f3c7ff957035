-- The agencies that are left out, from a JSON list of ids.
-- Writes: excluded_providers (temporary). Parameters: excluded_providers.
${create_work(excluded_providers)} AS
SELECT DISTINCT ${read_id(CAST(value AS VARCHAR))} AS provider_id FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:excluded_providers)))
