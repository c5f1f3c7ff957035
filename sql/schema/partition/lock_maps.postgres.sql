-- Holds conflictvisitmaps, its sequences and what reads it alone, or gives up before a click has waited for a second in all.
-- An autovacuum is sent away first, in a lock that nobody else meets; a view comes before the table, as for who reads it.
-- Writes: nothing. Parameters: none.
DO $lock$
DECLARE
    thing record;
    until timestamptz;
BEGIN
    PERFORM set_config('lock_timeout', '3s', TRUE);
    LOCK TABLE ${schema}.conflictvisitmaps IN SHARE UPDATE EXCLUSIVE MODE;
    -- Shorter than deadlock_timeout: whoever we would wait for in a circle is not the one who fails.
    until := clock_timestamp() + interval '900 milliseconds';
    FOR thing IN
        -- What LOCK cannot do: of a sequence or a materialized view at all, of a view without all tables behind it.
        SELECT 1 AS place, -r.depth AS depth, c.oid,
            format('ALTER TABLE %s OWNER TO %I', CAST(c.oid AS regclass), pg_get_userbyid(c.relowner)) AS command
        FROM (
            ${include schema/partition/readers}
        ) r JOIN pg_class c ON c.oid = r.relation
        UNION ALL
        SELECT 2, 0, c.oid, format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', CAST(c.oid AS regclass))
        FROM pg_class c WHERE c.oid = '${schema}.conflictvisitmaps'::regclass
        UNION ALL
        SELECT 3, t.level, c.oid, format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', CAST(c.oid AS regclass))
        FROM pg_partition_tree('${schema}.conflictvisitmaps') t JOIN pg_class c ON c.oid = t.relid WHERE t.level > 0
        UNION ALL
        -- Whoever takes an id without a row waits, too: none is handed out twice.
        SELECT 4, 0, c.oid, format('ALTER TABLE %s OWNER TO %I', CAST(c.oid AS regclass), pg_get_userbyid(c.relowner))
        FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '${schema}.conflictvisitmaps'::regclass
            AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        ORDER BY place, depth, oid
    LOOP
        PERFORM set_config('lock_timeout',
            CAST(GREATEST(1, CEIL(EXTRACT(EPOCH FROM until - clock_timestamp()) * 1000)) AS text), TRUE);
        EXECUTE thing.command;
    END LOOP;
END
$lock$
