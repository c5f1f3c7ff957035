-- Holds conflictvisitmaps and what reads it alone, or gives up before a click has waited for a second. An autovacuum is
-- sent away first, in a lock that nobody else meets; a view comes before the table, as for who reads it.
-- Writes: nothing. Parameters: none.
DO $lock$
DECLARE
    reader record;
BEGIN
    PERFORM set_config('lock_timeout', '3s', TRUE);
    LOCK TABLE ${schema}.conflictvisitmaps IN SHARE UPDATE EXCLUSIVE MODE;
    -- Shorter than deadlock_timeout: whoever we would wait for in a circle is not the one who fails.
    PERFORM set_config('lock_timeout', '900ms', TRUE);
    FOR reader IN
        SELECT CAST(c.oid AS regclass) AS name, pg_get_userbyid(c.relowner) AS owner
        FROM (
            ${include schema/partition/readers}
        ) r JOIN pg_class c ON c.oid = r.relation
        ORDER BY r.depth DESC, c.oid
    LOOP
        -- What LOCK cannot do: of a materialized view at all, of a view without all tables behind it.
        EXECUTE format('ALTER TABLE %s OWNER TO %I', reader.name, reader.owner);
    END LOOP;
    LOCK TABLE ${schema}.conflictvisitmaps IN ACCESS EXCLUSIVE MODE;
END
$lock$
