-- What conflictvisitmaps lacks for detection to be right (the unique pair) and fast.
-- Writes: nothing. Parameters: none.
WITH indexed AS (
    SELECT i.indisunique AND i.indpred IS NULL AS whole_unique,
        ARRAY(SELECT CAST(a.attname AS text) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, place)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.place) AS columns
    FROM pg_index i
    WHERE i.indrelid = to_regclass('${schema}.conflictvisitmaps') AND i.indisvalid
)
SELECT
    NOT EXISTS (SELECT 1 FROM indexed WHERE whole_unique AND columns @> '{VisitID,ConVisitID}' AND cardinality(columns) = 2) AS pair,
    NOT EXISTS (SELECT 1 FROM indexed WHERE columns[1:2] <@ '{SSN,VisitDate}' AND cardinality(columns) >= 2) AS person_and_date,
    NOT EXISTS (SELECT 1 FROM indexed WHERE columns[1] = 'ConVisitID') AS second_visit
