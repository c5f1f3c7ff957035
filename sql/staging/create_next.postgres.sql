-- A table like conflictlog_staging, beside it and empty; its indexes are made when it is full.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DO $create$
DECLARE
    old pg_class;
    options text;
BEGIN
    SELECT * INTO old FROM pg_class WHERE oid = '${schema}.conflictlog_staging'::regclass;
    -- Where the old one is, whatever the role or the database has set.
    PERFORM set_config('default_tablespace',
        COALESCE((SELECT CAST(spcname AS text) FROM pg_tablespace WHERE oid = old.reltablespace), ''), true);
    CREATE TABLE ${schema}.${next} (LIKE ${schema}.conflictlog_staging INCLUDING ALL EXCLUDING INDEXES);
    SELECT string_agg(setting, ', ') INTO options FROM (
        SELECT unnest(old.reloptions) AS setting
        UNION ALL
        SELECT 'toast.' || unnest(t.reloptions) FROM pg_class t WHERE t.oid = old.reltoastrelid
    ) settings;
    IF options IS NOT NULL THEN
        EXECUTE format('ALTER TABLE ${schema}.${next} SET (%s)', options);
    END IF;
END
$create$
