-- The sequences behind the identity columns of conflictlog_staging, and those of the table that takes its place.
-- Writes: nothing. Parameters: none.
SELECT CAST(o.objid AS regclass) AS old_sequence, CAST(n.objid AS regclass) AS new_sequence
FROM pg_depend o
JOIN pg_attribute oa ON oa.attrelid = o.refobjid AND oa.attnum = o.refobjsubid
JOIN pg_attribute na ON na.attrelid = '${schema}.${next}'::regclass AND na.attname = oa.attname
JOIN pg_depend n ON n.refobjid = na.attrelid AND n.refobjsubid = na.attnum AND n.deptype = 'i' AND n.classid = o.classid
WHERE o.refobjid = '${schema}.conflictlog_staging'::regclass AND o.classid = 'pg_class'::regclass AND o.deptype = 'i'
