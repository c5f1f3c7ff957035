-- Says of each row that would be written what becomes of it, and whose it is.
-- Writes: changes (temporary). Parameters: none.
CREATE TEMPORARY TABLE changes AS
SELECT d.of_table, d.id, ${include preview/action} AS action, d.columns, k."StatusFlag" AS status,
    NOT d.is_new AND ${open_status(c."StatusFlag")} AS was_open,
    k."VisitID" AS visit_id, k."ConVisitID" AS con_visit_id, k."ProviderID" AS provider_id, k."ProviderName" AS provider_name, k."PayerID" AS payer_id,
    array_remove(ARRAY[${columns rule CASE WHEN k."$name" = 'Y' THEN '$name' END}], NULL) AS rules
FROM changed_columns d
JOIN pg_temp.conflictvisitmaps_changed k ON k."ID" = d.id
LEFT JOIN ${store_schema}.conflictvisitmaps c ON c."ID" = d.id
WHERE d.of_table = 'conflictvisitmaps'
UNION ALL
SELECT d.of_table, d.id, ${include preview/action}, d.columns, k."StatusFlag", FALSE, NULL, NULL, NULL, NULL, NULL, '{}'
FROM changed_columns d
JOIN pg_temp.conflicts_changed k ON k."CONFLICTID" = d.id
LEFT JOIN ${store_schema}.conflicts c ON c."CONFLICTID" = d.id
WHERE d.of_table = 'conflicts'
