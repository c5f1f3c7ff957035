-- The indexes that the pipeline works with, and for each the valid one that serves already, whatever its name.
-- Writes: nothing. Parameters: none.
WITH wanted(statement, relation, columns, must_be_unique, condition) AS (
    VALUES ('conflicts_id', 'conflicts', ARRAY['CONFLICTID'], true, NULL),
           ('map_visit_pair', 'conflictvisitmaps', ARRAY['VisitID', 'ConVisitID'], true, NULL),
           ('map_ssn_date', 'conflictvisitmaps', ARRAY['SSN', 'VisitDate'], false, NULL),
           ('map_con_visit', 'conflictvisitmaps', ARRAY['ConVisitID'], false, NULL),
           ('map_conflict', 'conflictvisitmaps', ARRAY['CONFLICTID'], false, NULL),
           ('map_inservice', 'conflictvisitmaps', ARRAY['VisitDate'], false,
            '(COALESCE("InserviceStartDate", "InserviceEndDate", "ConInserviceStartDate", "ConInserviceEndDate") IS NOT NULL)')
)
SELECT w.statement, w.relation, array_to_string(w.columns, ', ') AS columns, present.name AS present, w.must_be_unique,
    t.relkind = 'p' AS partitioned
FROM wanted w
JOIN pg_class t ON t.oid = to_regclass('${schema}.' || w.relation)
LEFT JOIN LATERAL (
    SELECT CAST(i.indexrelid AS regclass)::text AS name
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
    WHERE i.indrelid = t.oid
      AND i.indisvalid AND pg_get_expr(i.indpred, i.indrelid) IS NOT DISTINCT FROM w.condition
      AND (i.indisunique OR NOT w.must_be_unique)
      AND CASE WHEN w.must_be_unique THEN i.indnkeyatts = cardinality(w.columns) ELSE true END
      -- An expression is no column, and a column that an index only includes finds nothing.
      AND w.columns = ARRAY(
          SELECT CAST(a.attname AS text)
          FROM unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          WHERE k.place <= least(cardinality(w.columns), i.indnkeyatts)
          ORDER BY k.place)
    ORDER BY 1
    LIMIT 1
) present ON true
ORDER BY w.relation, w.statement
