-- Indexes that cost more than they give, and why.
-- Writes: nothing. Parameters: none.
SELECT name, reason
FROM (
    SELECT CAST(i.indexrelid AS regclass)::text AS name,
           CASE WHEN pg_get_indexdef(i.indexrelid) LIKE '%"StatusFlag"%'
                THEN 'every change of a status has to write it, and all other indexes too'
                WHEN pg_get_indexdef(i.indexrelid) LIKE '%("VisitID")' AND NOT i.indisunique
                THEN 'the unique index on (VisitID, ConVisitID) serves as well' END AS reason
    FROM pg_index i
    WHERE i.indrelid IN (to_regclass('${schema}.conflictvisitmaps'), to_regclass('${schema}.conflicts'))
) found
WHERE reason IS NOT NULL
ORDER BY name
