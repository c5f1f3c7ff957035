-- The sequences behind the ids of rows that the pipeline inserts: preflight advances them to the highest id.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
DECLARE
    sequence text;
BEGIN
    FOR sequence IN
        SELECT CAST(d.objid AS regclass)::text
        FROM pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        WHERE d.refobjid IN ('${schema}.conflicts'::regclass, '${schema}.conflictvisitmaps'::regclass,
                             '${schema}.payer_provider_reminders'::regclass)
          AND d.deptype IN ('a', 'i')
        UNION
        SELECT CAST(u.refobjid AS regclass)::text
        FROM pg_attrdef f
        JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass AND u.objid = f.oid AND u.refclassid = 'pg_class'::regclass
        JOIN pg_class s ON s.oid = u.refobjid AND s.relkind = 'S'
        WHERE f.adrelid IN ('${schema}.conflicts'::regclass, '${schema}.conflictvisitmaps'::regclass,
                            '${schema}.payer_provider_reminders'::regclass)
    LOOP
        EXECUTE format('GRANT SELECT, UPDATE ON SEQUENCE %s TO "${role}"', sequence);
    END LOOP;
END
$grants$
