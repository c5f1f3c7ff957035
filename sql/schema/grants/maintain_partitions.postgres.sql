-- The same of the partitions of conflictvisitmaps: each is vacuumed by itself. Nothing else is given on them.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
DECLARE
    leaf regclass;
BEGIN
    FOR leaf IN
        SELECT c.oid FROM (
            ${include schema/tune/leaves}
        ) c WHERE c.relispartition
    LOOP
        EXECUTE format('GRANT MAINTAIN ON %s TO "${role}"', leaf);
    END LOOP;
END
$grants$
