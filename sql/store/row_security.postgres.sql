-- The tables of a schema whose row security holds for this role, but where a policy lets it see and write every row.
-- Writes: nothing. Parameters: schema, tables.
SELECT CAST(c.relname AS text) AS name, CAST(current_user AS text) AS role,
    (SELECT string_agg(CAST(p.polname AS text), ', ' ORDER BY p.polname) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT p.polpermissive) AS hiding,
        count(*) FILTER (WHERE p.polpermissive AND p.polcmd = '*' AND pg_get_expr(p.polqual, c.oid) = 'true'
            AND COALESCE(pg_get_expr(p.polwithcheck, c.oid), 'true') = 'true') AS showing
    FROM pg_policy p
    WHERE p.polrelid = c.oid
        AND EXISTS (SELECT 1 FROM unnest(p.polroles) r (role) WHERE CASE WHEN r.role = 0 THEN TRUE ELSE pg_has_role(r.role, 'USAGE') END)
) held
WHERE n.nspname = :schema AND c.relname IN (SELECT jsonb_array_elements_text(CAST(:tables AS jsonb)))
    AND row_security_active(c.oid) AND (held.showing = 0 OR held.hiding > 0)
ORDER BY c.relname
