-- The functions that the materialized view calls and that find tables by the search path of whoever calls them.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)) AS function
FROM pg_rewrite r
JOIN pg_depend d ON d.classid = CAST('pg_rewrite' AS regclass) AND d.objid = r.oid AND d.refclassid = CAST('pg_proc' AS regclass)
JOIN pg_proc f ON f.oid = d.refobjid
JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE r.ev_class = to_regclass('${schema}."${materialized_view}"')
    AND NOT COALESCE(array_to_string(f.proconfig, ',') LIKE '%search_path=%', FALSE)
ORDER BY 1
