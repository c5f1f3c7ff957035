-- A table like conflictlog_staging, beside it and empty; its indexes are made when it is full.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: none.
DO $create$
DECLARE
    options text;
BEGIN
    CREATE TABLE ${schema}.${next} (LIKE ${schema}.conflictlog_staging INCLUDING ALL EXCLUDING INDEXES);
    SELECT array_to_string(reloptions, ', ') INTO options FROM pg_class WHERE oid = '${schema}.conflictlog_staging'::regclass;
    IF options IS NOT NULL THEN
        EXECUTE format('ALTER TABLE ${schema}.${next} SET (%s)', options);
    END IF;
END
$create$
