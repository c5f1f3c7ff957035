-- Sets what the tasks rely on for this connection, as far as this version of PostgreSQL knows it, and takes pg_temp out of a
-- search path that names it: unnamed it comes first, and a temporary table is never taken for one of the application's of its name.
-- Writes: nothing. Parameters: settings.
SELECT s.name, pg_catalog.set_config(s.name, w.value, FALSE) AS value
FROM pg_catalog.jsonb_each_text(CAST(:settings AS pg_catalog.jsonb)) w
JOIN pg_catalog.pg_settings s ON s.name = w.key
UNION ALL
SELECT 'search_path', pg_catalog.set_config('search_path',
    pg_catalog.ltrim(pg_catalog.regexp_replace(path.had, '(^|,)\s*"?pg_temp"?\s*(?=,|$)', '', 'gi'), ', '), FALSE)
FROM (SELECT pg_catalog.current_setting('search_path') AS had) path
WHERE path.had ~* '(^|,)\s*"?pg_temp"?\s*(,|$)'
