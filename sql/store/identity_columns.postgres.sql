-- The identity columns of the tables that the pipeline inserts into, their sequences, and whether the role may advance them.
-- Writes: nothing. Parameters: none.
SELECT t.table_name AS "table", t.column_name AS "column", s.relname AS sequence,
    has_sequence_privilege(s.oid, 'SELECT') AND has_sequence_privilege(s.oid, 'UPDATE') AS may_advance
FROM (VALUES ('conflicts', 'CONFLICTID'), ('conflictvisitmaps', 'ID'), ('payer_provider_reminders', 'ID')) t (table_name, column_name)
JOIN pg_class s ON s.oid = CASE
    WHEN to_regclass('${schema}.' || t.table_name) IS NOT NULL
    THEN CAST(pg_get_serial_sequence('${schema}.' || t.table_name, t.column_name) AS regclass) END
