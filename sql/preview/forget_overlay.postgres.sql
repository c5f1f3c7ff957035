-- Forgets everything of this session but what the first of two versions would change.
-- Writes: nothing but objects of this session. Parameters: none.
DO $forget$
DECLARE
    made record;
BEGIN
    -- views first: the triggers and sequences that belong to them go with them
    FOR made IN
        SELECT c.relname, c.relkind FROM pg_class c
        WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind IN ('v', 'r', 'S') AND c.relname <> 'first_changes'
        ORDER BY c.relkind = 'v' DESC, c.relkind = 'r' DESC
    LOOP
        EXECUTE format('DROP %s IF EXISTS pg_temp.%I CASCADE',
            CASE made.relkind WHEN 'v' THEN 'VIEW' WHEN 'r' THEN 'TABLE' ELSE 'SEQUENCE' END, made.relname);
    END LOOP;
END
$forget$
