-- Whether the database itself keeps a pair from being stored twice, which detection relies on.
-- Writes: nothing. Parameters: none.
SELECT EXISTS (
    SELECT 1 FROM pg_index i
    WHERE i.indrelid = to_regclass('${schema}.conflictvisitmaps') AND i.indisvalid AND i.indisunique
        AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = 2
        AND ARRAY(SELECT CAST(a.attname AS text)
                  FROM unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k (attnum, place)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.place <= 2
                  ) @> ARRAY['VisitID', 'ConVisitID']
) AS kept
