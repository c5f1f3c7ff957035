-- What VACUUM and ANALYZE need on tables of others; PostgreSQL has this privilege since version 17. The history's rows stay as they are.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
DECLARE
    relation text;
BEGIN
    FOR relation IN
        SELECT name FROM (${include schema/grants/needed}) n WHERE kind = 'table' AND name <> '${schema}.pipeline_history'
        UNION ALL
        SELECT '${schema}.pipeline_schema_history'
    LOOP
        EXECUTE format('GRANT MAINTAIN ON %s TO "${role}"', relation);
    END LOOP;
END
$grants$
