-- Takes pg_temp out of a search path that names it: unnamed it comes first, and a temporary table is never taken for one of
-- the application's of its name.
-- Writes: nothing. Parameters: none.
SELECT pg_catalog.set_config('search_path',
    pg_catalog.ltrim(pg_catalog.regexp_replace(path.had, '(^|,)\s*"?pg_temp"?\s*(?=,|$)', '', 'gi'), ', '), FALSE)
FROM (SELECT pg_catalog.current_setting('search_path') AS had) path
WHERE path.had ~* '(^|,)\s*"?pg_temp"?\s*(,|$)'
