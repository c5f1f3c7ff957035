-- Gives the role what it needs.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
DECLARE
    needed record;
BEGIN
    FOR needed IN ${include schema/grants/needed} LOOP
        EXECUTE format('GRANT %s ON %s TO "${role}"', array_to_string(needed.privileges, ', '), needed.object);
    END LOOP;
END
$grants$
