-- Leaves room in each page for the next version of a row: four rows fill one, 70 makes 96% of updates HOT.
-- Writes: the storage parameters of conflictvisitmaps, or of its partitions. Parameters: none.
DO $set$
DECLARE
    leaf regclass;
BEGIN
    FOR leaf IN
        SELECT c.oid FROM (
            ${include schema/tune/leaves}
        ) c
        WHERE NOT EXISTS (SELECT 1 FROM pg_options_to_table(c.reloptions)
                          WHERE option_name = 'fillfactor' AND CAST(option_value AS int) <= 70)
    LOOP
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 70)', leaf);
    END LOOP;
END
$set$
