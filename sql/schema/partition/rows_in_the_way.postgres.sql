-- The rows of conflictvisitmaps that the keys of its new form do not allow.
-- Writes: nothing. Parameters: partitions.
WITH wanted AS (
    SELECT CAST(:partitions AS integer) AS partitions
)
SELECT 'rows without "VisitID" are in the way of the primary key ("ID", "VisitID")' AS reason, CAST(NULL AS text) AS mend
FROM wanted w
WHERE w.partitions > 0
    AND EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = '${schema}.conflictvisitmaps'::regclass AND i.indisprimary
        AND substr(pg_get_indexdef(i.indexrelid), strpos(pg_get_indexdef(i.indexrelid), ' USING ') + 1) ~ '^USING btree \("ID"\)')
    AND EXISTS (SELECT 1 FROM ${schema}.conflictvisitmaps r WHERE r."VisitID" IS NULL)
UNION ALL
SELECT '"ID" is there twice, and the key on it comes back: ' || string_agg(d.id, ', '), NULL
FROM wanted w, LATERAL (
    SELECT CAST(r."ID" AS text) AS id FROM ${schema}.conflictvisitmaps r
    WHERE w.partitions = 0 AND EXISTS (
        SELECT 1 FROM pg_index i JOIN pg_inherits p ON p.inhparent = i.indexrelid
        WHERE i.indrelid = '${schema}.conflictvisitmaps'::regclass AND obj_description(p.inhrelid, 'pg_class') = 'Before: of "ID" alone')
    GROUP BY r."ID" HAVING count(*) > 1 LIMIT 3) d
HAVING count(*) > 0
