-- What the role still lacks of what it needs, with whose it is and what gives it: where who grants may not give something,
-- PostgreSQL only warns and goes on.
-- Writes: nothing. Parameters: role.
SELECT n.object || ' of ' || pg_get_userbyid(o.owner) AS what,
    format('GRANT %s ON %s TO "${role}"', string_agg(p.privilege, ', ' ORDER BY p.place), n.object) AS mend
FROM (${include schema/grants/needed}) n
CROSS JOIN LATERAL (
    SELECT datdba AS owner FROM pg_database WHERE n.kind = 'database' AND datname = n.name
    UNION ALL
    SELECT nspowner FROM pg_namespace WHERE n.kind = 'schema' AND nspname = n.name
    UNION ALL
    SELECT relowner FROM pg_class WHERE n.kind IN ('table', 'sequence') AND oid = to_regclass(n.name)
) o
CROSS JOIN LATERAL unnest(n.privileges) WITH ORDINALITY p (privilege, place)
WHERE NOT CASE
    WHEN n.kind = 'database' THEN has_database_privilege(CAST(:role AS name), n.name, p.privilege)
    WHEN n.kind = 'schema' THEN has_schema_privilege(CAST(:role AS name), n.name, p.privilege)
    WHEN n.kind = 'sequence' THEN has_sequence_privilege(CAST(:role AS name), CAST(to_regclass(n.name) AS oid), p.privilege)
    WHEN p.privilege LIKE 'UPDATE (%'
        THEN has_column_privilege(CAST(:role AS name), CAST(to_regclass(n.name) AS oid), substring(p.privilege FROM '"(\w+)"'), 'UPDATE')
    ELSE has_table_privilege(CAST(:role AS name), CAST(to_regclass(n.name) AS oid), p.privilege) END
GROUP BY n.object, o.owner
ORDER BY 1
