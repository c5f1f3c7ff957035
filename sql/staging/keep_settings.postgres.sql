-- What people have set of conflictlog_staging for its statistics and for replication, on the table that is to take its
-- place; a replica identity by an index is set with the index.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DO $keep$
DECLARE
    statement text;
BEGIN
    FOR statement IN
        SELECT format('ALTER TABLE ${schema}.${next} REPLICA IDENTITY %s', CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
        FROM pg_class WHERE oid = '${schema}.conflictlog_staging'::regclass AND relreplident IN ('f', 'n')
        UNION ALL
        SELECT format('ALTER TABLE ${schema}.${next} ALTER %I SET STATISTICS %s', attname, attstattarget)
        FROM pg_attribute
        WHERE attrelid = '${schema}.conflictlog_staging'::regclass AND attnum > 0 AND NOT attisdropped AND attstattarget >= 0
        UNION ALL
        SELECT format('ALTER TABLE ${schema}.${next} ALTER %I SET (%s)', attname, array_to_string(attoptions, ', '))
        FROM pg_attribute
        WHERE attrelid = '${schema}.conflictlog_staging'::regclass AND NOT attisdropped AND attoptions IS NOT NULL
        UNION ALL
        -- A column of an index over an expression has statistics of its own.
        SELECT format('ALTER INDEX ${schema}.%I ALTER %s SET STATISTICS %s', '${next}_' || i.indexrelid, a.attnum, a.attstattarget)
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attstattarget >= 0
        WHERE i.indrelid = '${schema}.conflictlog_staging'::regclass AND i.indisvalid AND CAST(i.indkey AS int2[]) @> ARRAY[0::int2]
    LOOP
        EXECUTE statement;
    END LOOP;
END
$keep$
