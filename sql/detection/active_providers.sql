-- The agencies whose visits are looked at: active, no demo, not left out. Of several rows of one the best standing counts.
-- Writes: active_providers (temporary). Parameters: none.
${create_work(active_providers)} AS
WITH numbered AS (
    SELECT p.*, ${include detection/one_a_provider} AS row_no
    FROM ${source(DIMPROVIDER)} p
)
SELECT n."Provider Id" AS provider_id, n."Application Provider Id" AS app_provider_id, n."Provider Name" AS provider_name,
    n."Phone Number 1" AS agency_phone, n."Federal Tax Number" AS federal_tax_number,
    NULLIF(UPPER(TRIM(n."Address State")), '') AS state
FROM numbered n
WHERE n.row_no = 1 AND n."Provider Id" IS NOT NULL AND ${include detection/is_active}
    AND ${include detection/no_demo}
    AND NOT EXISTS (SELECT 1 FROM ${work(excluded_providers)} e WHERE e.provider_id = n."Provider Id")
