-- The indexes that the pipeline works with, and for each the valid one that serves already, whatever its name.
-- Writes: nothing. Parameters: none.
WITH wanted(statement, relation, columns, must_be_unique) AS (
    VALUES ('conflicts_id', 'conflicts', ARRAY['CONFLICTID'], true),
           ('map_visit_pair', 'conflictvisitmaps', ARRAY['VisitID', 'ConVisitID'], true),
           ('map_ssn_date', 'conflictvisitmaps', ARRAY['SSN', 'VisitDate'], false),
           ('map_con_visit', 'conflictvisitmaps', ARRAY['ConVisitID'], false),
           ('map_conflict', 'conflictvisitmaps', ARRAY['CONFLICTID'], false)
)
SELECT w.statement, w.relation, array_to_string(w.columns, ', ') AS columns, present.name AS present
FROM wanted w
LEFT JOIN LATERAL (
    SELECT CAST(i.indexrelid AS regclass)::text AS name
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
    WHERE i.indrelid = to_regclass('${schema}.' || w.relation)
      AND i.indisvalid AND i.indpred IS NULL AND (i.indisunique OR NOT w.must_be_unique)
      AND CASE WHEN w.must_be_unique THEN i.indnkeyatts = cardinality(w.columns) ELSE true END
      AND w.columns = ARRAY(
          SELECT CAST(a.attname AS text)
          FROM unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          WHERE k.place <= cardinality(w.columns)
          ORDER BY k.place)
    ORDER BY 1
    LIMIT 1
) present ON true
ORDER BY w.relation, w.statement
