-- The materialized views, made anew of the table beside: there names are looked for first, so that their definitions mean it.
-- Writes: the schema beside. Parameters: none.
DO $views$
DECLARE
    old record;
    definition text;
BEGIN
    FOR old IN
        SELECT c.oid, c.relname, c.relispopulated, array_to_string(c.reloptions, ', ') AS options,
            (SELECT format(' TABLESPACE %I', spcname) FROM pg_tablespace WHERE oid = c.reltablespace) AS place
        FROM (
            ${include schema/partition/readers}
        ) r JOIN pg_class c ON c.oid = r.relation
        WHERE r.kind = 'm' ORDER BY r.depth, c.oid
    LOOP
        PERFORM set_config('search_path', '${schema}', TRUE);
        definition := rtrim(pg_get_viewdef(old.oid), ';');
        PERFORM set_config('search_path', '${beside}, ${schema}', TRUE);
        EXECUTE format('CREATE MATERIALIZED VIEW ${beside}.%I%s%s AS %s WITH %s DATA', old.relname, ' WITH (' || old.options || ')',
            old.place, definition, CASE WHEN NOT old.relispopulated THEN 'NO' END);
        IF old.relispopulated THEN
            EXECUTE format('ANALYZE ${beside}.%I', old.relname);
        END IF;
    END LOOP;
END
$views$
