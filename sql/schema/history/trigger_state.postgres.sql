-- On which tables people's clicks are noted.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS "table"
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = 'pipeline_history' AND t.tgparentid = 0
    AND t.tgrelid IN (to_regclass('${schema}.conflictvisitmaps'), to_regclass('${schema}.conflicts'))
ORDER BY 1
