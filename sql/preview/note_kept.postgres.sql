-- Notes what stays through all stages: the stand-ins.
-- Writes: kept_tables (temporary). Parameters: none.
CREATE TEMPORARY TABLE kept_tables AS SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'
