-- The new table takes the place of conflictlog_staging, and its indexes and sequences the names of the old ones.
-- Writes: conflictlog_staging. Parameters: none.
DO $swap$
DECLARE
    renames text[];
    statement text;
BEGIN
    FOR statement IN
        SELECT format('ALTER SEQUENCE %s OWNED BY ${schema}.${next}.%I', CAST(s.oid AS regclass), a.attname)
        FROM pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.refobjid = '${schema}.conflictlog_staging'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
    LOOP
        EXECUTE statement;
    END LOOP;
    SELECT array_agg(command) INTO renames FROM (
        SELECT format('ALTER INDEX ${schema}.%I RENAME TO %I', '${next}_' || i.indexrelid, c.relname) AS command
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = '${schema}.conflictlog_staging'::regclass AND i.indisvalid
        UNION ALL
        SELECT format('ALTER SEQUENCE %s RENAME TO %I', s.new_sequence, c.relname)
        FROM (
            ${include staging/identity_sequences}
        ) s JOIN pg_class c ON c.oid = s.old_sequence
    ) named;
    DROP TABLE ${schema}.conflictlog_staging;
    ALTER TABLE ${schema}.${next} RENAME TO conflictlog_staging;
    FOREACH statement IN ARRAY COALESCE(renames, '{}') LOOP
        EXECUTE statement;
    END LOOP;
END
$swap$
