-- Counts, in one pass, the stored rows that are open, by whose they are.
-- Writes: open_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE open_rows AS
SELECT c."ProviderID" AS provider_id, c."PayerID" AS payer_id,
    array_remove(ARRAY[${columns rule CASE WHEN c."$name" = 'Y' THEN '$name' END}], NULL) AS rules, COUNT(*) AS rows
FROM ${store_schema}.conflictvisitmaps c
WHERE ${open_status(c."StatusFlag")}
GROUP BY 1, 2, 3
