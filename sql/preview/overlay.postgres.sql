-- Stands in for a table in this session: a view of its name shows its rows as they would be, and takes what is written to it.
-- Rows that were written stand in a table of the session, all others are where they are. A row gets an id above all that are
-- stored, as the sequence would give it, which nobody asks. Both parts of the view are plain tables, so that a row is found
-- by either's index.
-- Writes: nothing but objects of this session. Parameters: none.
DO $overlay$
DECLARE
    stored regclass := '${store_schema}.${table}';
    columns text;
    first bigint;
    defaulted record;
BEGIN
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = stored AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('CREATE TEMPORARY TABLE ${table}_changed AS SELECT %s, FALSE AS is_gone FROM %s WITH NO DATA', columns, stored);
    CREATE UNIQUE INDEX ON pg_temp.${table}_changed ("${key}");
    EXECUTE format($view$
        CREATE TEMPORARY VIEW ${table} AS
        SELECT %1$s
        FROM (
            SELECT %1$s, FALSE AS is_gone, FALSE AS is_changed FROM %2$s
            UNION ALL
            SELECT %1$s, is_gone, TRUE FROM pg_temp.${table}_changed
        ) r
        WHERE (r.is_changed AND NOT r.is_gone)
            OR (NOT r.is_changed AND NOT EXISTS (SELECT 1 FROM pg_temp.${table}_changed k WHERE k."${key}" = r."${key}"))
    $view$, columns, stored);

    EXECUTE format('SELECT COALESCE(MAX("${key}"), 0) + 1 FROM %s', stored) INTO first;
    EXECUTE format('CREATE TEMPORARY SEQUENCE ${table}_ids START %s', first);
    ALTER SEQUENCE pg_temp.${table}_ids OWNED BY pg_temp.${table}."${key}";
    ALTER VIEW pg_temp.${table} ALTER COLUMN "${key}" SET DEFAULT nextval('pg_temp.${table}_ids');
    FOR defaulted IN
        SELECT a.attname, pg_get_expr(d.adbin, d.adrelid) AS expression
        FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid = stored AND a.attname <> '${key}' AND a.attgenerated = ''
    LOOP
        EXECUTE format('ALTER VIEW pg_temp.${table} ALTER COLUMN %I SET DEFAULT %s', defaulted.attname, defaulted.expression);
    END LOOP;

    CREATE OR REPLACE FUNCTION pg_temp.write_${table}() RETURNS trigger LANGUAGE plpgsql AS $write$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            DELETE FROM pg_temp.${table}_changed WHERE "${key}" = NEW."${key}" AND is_gone;
        ELSE
            DELETE FROM pg_temp.${table}_changed WHERE "${key}" = OLD."${key}";
        END IF;
        IF TG_OP = 'DELETE' THEN
            INSERT INTO pg_temp.${table}_changed VALUES (OLD.*, TRUE);
            RETURN OLD;
        END IF;
        INSERT INTO pg_temp.${table}_changed VALUES (NEW.*, FALSE);
        RETURN NEW;
    END
    $write$;
    CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON pg_temp.${table}
        FOR EACH ROW EXECUTE FUNCTION pg_temp.write_${table}();
END
$overlay$
