-- Whether the role may put a new table in the place of conflictlog_staging.
-- Writes: nothing. Parameters: none.
SELECT pg_has_role(c.relowner, 'MEMBER') AND has_schema_privilege(c.relnamespace, 'CREATE') AS may_replace
FROM pg_class c WHERE c.oid = to_regclass('${schema}.conflictlog_staging')
