-- Indexes that chunked detection needs on the replicated warehouse tables. Each is made without holding up whoever writes
-- the replica; what is there already is left alone. Once, and again after a table was replicated anew:
--
--     PGOPTIONS='-c search_path=analytics_dev' psql -f deploy/replica/indexes.sql
--
-- A chunk reads few rows of big tables: its stored visits by their id, then all visits of the same people on the same
-- days, then what is said about these. Without the first three indexes each chunk reads the whole table of visits.
-- An index that was interrupted stays behind as INVALID (`\d <table>` says so): drop it, then run this file again.
--
-- An id that is text is compared as a UUID, in whatever case and with whatever dashes it is written: its index is on what
-- sql/dialect/read_id.postgres.sql makes of it, that of an SSN on what person.postgres.sql does. psql writes the
-- statements by the columns' types, then runs them.

SELECT format('CREATE INDEX CONCURRENTLY IF NOT EXISTS %I ON %I (%s%s)',
        w.name || CASE WHEN t.typname = 'uuid' THEN '' ELSE '_text' END, w.table_name,
        CASE WHEN t.typname = 'uuid' THEN format('%I', w.column_name)
             ELSE format('(CASE WHEN LENGTH(REPLACE(TRIM(CAST(%1$I AS text)), ''-'', '''')) = 32'
                 ' AND CAST(%1$I AS text) ~ ''^ *[0-9A-Fa-f-]* *$'''
                 ' THEN CAST(REPLACE(TRIM(CAST(%1$I AS text)), ''-'', '''') AS uuid) END)', w.column_name) END,
        w.more)
FROM (VALUES
    ('replica_visit_id', 'factvisitcallperformance_cr', 'Visit Id', ''),
    ('replica_visit_caregiver_date', 'factvisitcallperformance_cr', 'Caregiver Id', ', "Visit Date"'),
    ('replica_caregiver_id', 'dimcaregiver', 'Caregiver Id', ''),
    ('replica_patient_id', 'dimpatient', 'Patient Id', ''),
    ('replica_address_patient', 'dimpatientaddress', 'Patient Id', ''),
    ('replica_user_id', 'dimuser', 'User Id', '')
) AS w (name, table_name, column_name, more)
JOIN pg_attribute a ON a.attrelid = to_regclass(w.table_name) AND a.attname = w.column_name AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
UNION ALL
SELECT 'CREATE INDEX CONCURRENTLY IF NOT EXISTS replica_caregiver_person ON dimcaregiver ((CASE WHEN LENGTH(REGEXP_REPLACE('
    '"SSN", ''[^0-9]'', '''', ''g'')) = 9 THEN REGEXP_REPLACE("SSN", ''[^0-9]'', '''', ''g'') ELSE TRIM("SSN") END))'
\gexec
