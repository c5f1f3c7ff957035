-- Forgets the temporary tables of a stage: each task of a run begins with a session without any.
-- Writes: nothing but objects of this session. Parameters: none.
DO $end$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r' AND c.relname <> 'kept_tables'
            AND c.oid NOT IN (SELECT k.oid FROM kept_tables k)
    LOOP
        EXECUTE format('DROP TABLE pg_temp.%I', made.relname);
    END LOOP;
END
$end$
