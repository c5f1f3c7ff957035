-- Whether the schema is there, and the lock in it, and whether this role may make it or make tables in it.
-- Writes: nothing. Parameters: none.
SELECT current_user AS role, current_database() AS database,
       to_regnamespace('${schema}') IS NOT NULL AS present, to_regclass('${schema}.pipeline_lock') IS NOT NULL AS has_lock,
       has_database_privilege(current_database(), 'CREATE') AS may_create_schema,
       COALESCE(has_schema_privilege(to_regnamespace('${schema}'), 'CREATE'), false) AS may_create_tables
