-- The fill factor of the table of pairs; 100 is what PostgreSQL takes where none is set.
-- Writes: nothing. Parameters: none.
SELECT COALESCE((SELECT CAST(option_value AS int) FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100)
       AS fillfactor, pg_relation_size(c.oid) > 0 AS has_rows
FROM pg_class c
WHERE c.oid = to_regclass('${schema}.conflictvisitmaps')
