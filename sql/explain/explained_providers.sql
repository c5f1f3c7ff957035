-- How the agencies of the explained visits stand, those too that detection leaves out.
-- Writes: explained_providers (temporary). Parameters: none.
${create_work(explained_providers)} AS
WITH numbered AS (
    SELECT p.*, ${include detection/one_a_provider} AS row_no
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Provider Id" IN (SELECT "Provider Id" FROM ${work(explained_visits)})
)
SELECT n."Provider Id" AS provider_id, ${include detection/is_active} AS is_active, ${include detection/no_demo} AS is_no_demo,
    n."Is Active" AS active, n."Is Demo" AS demo
FROM numbered n
WHERE n.row_no = 1
