-- The encoding of the database, whether the role may make temporary tables in it, and how many connections role and
-- database may have; NULL where that is not limited.
-- Writes: nothing. Parameters: none.
SELECT current_setting('server_encoding') AS encoding, CAST(r.rolname AS text) AS role, d.datname AS database,
    has_database_privilege(d.oid, 'TEMPORARY') AS may_make_temporary,
    CASE WHEN NOT r.rolsuper AND r.rolconnlimit >= 0 THEN r.rolconnlimit END AS of_role,
    CASE WHEN NOT r.rolsuper AND d.datconnlimit >= 0 THEN d.datconnlimit END AS of_database
FROM pg_roles r CROSS JOIN pg_database d
WHERE r.rolname = session_user AND d.datname = current_database()
