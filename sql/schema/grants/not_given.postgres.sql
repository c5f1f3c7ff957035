-- What the role still lacks of the database, the schema and the application's tables, with whose these are and what gives it:
-- where who grants may not give something, PostgreSQL only warns and goes on.
-- Writes: nothing. Parameters: role.
SELECT what || ' of ' || pg_get_userbyid(owner) AS what,
    format('GRANT %s ON %s TO "${role}"', string_agg(privilege, ', ' ORDER BY place), what) AS mend
FROM (
    SELECT place, privilege, format('DATABASE %I', datname) AS what, datdba AS owner
    FROM pg_database, unnest(ARRAY['CONNECT', 'TEMPORARY']) WITH ORDINALITY p (privilege, place)
    WHERE datname = current_database() AND NOT has_database_privilege(CAST(:role AS name), oid, privilege)
    UNION ALL
    SELECT place, privilege, 'SCHEMA ${schema}', nspowner
    FROM pg_namespace, unnest(ARRAY['USAGE', 'CREATE']) WITH ORDINALITY p (privilege, place)
    WHERE nspname = '${schema}' AND NOT has_schema_privilege(CAST(:role AS name), oid, privilege)
    UNION ALL
    SELECT place, privilege, '${schema}.' || relname, relowner
    FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) WITH ORDINALITY p (privilege, place)
    WHERE relnamespace = to_regnamespace('${schema}')
        AND (relname IN ('conflicts', 'conflictvisitmaps', 'payer_provider_reminders')
             OR relname IN ('settings', 'mph', 'excluded_agency', 'excluded_ssn') AND privilege = 'SELECT')
        AND NOT has_table_privilege(CAST(:role AS name), oid, privilege)
    UNION ALL
    SELECT 3 + attnum, format('UPDATE (%I)', attname), '${schema}.settings', relowner
    FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attname IN ('InProgressFlag', 'LastLoadDate')
    WHERE c.oid = to_regclass('${schema}.settings') AND NOT has_column_privilege(CAST(:role AS name), c.oid, attnum, 'UPDATE')
) lacking
GROUP BY what, owner
ORDER BY what
