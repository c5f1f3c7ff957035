-- The identity columns of the tables that the pipeline inserts into.
-- Writes: nothing. Parameters: none.
SELECT table_name AS "table", column_name AS "column"
FROM (VALUES ('conflicts', 'CONFLICTID'), ('conflictvisitmaps', 'ID'), ('payer_provider_reminders', 'ID')) t (table_name, column_name)
WHERE to_regclass('${schema}.' || table_name) IS NOT NULL
    AND pg_get_serial_sequence('${schema}.' || table_name, column_name) IS NOT NULL
