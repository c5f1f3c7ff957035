-- The agencies that are left out, as a JSON list of ids.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(json_agg(DISTINCT CAST("ProviderID" AS text)), '[]')::text AS list
FROM ${schema}.excluded_agency WHERE "ProviderID" IS NOT NULL
