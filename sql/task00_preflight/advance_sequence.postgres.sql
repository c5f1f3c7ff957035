-- Advances an identity sequence to the column's highest id; never back.
-- Writes: the sequence. Parameters: none.
WITH sequence AS (
    SELECT CAST(pg_get_serial_sequence('${schema}.${table}', '${column}') AS regclass) AS name
)
SELECT setval(sequence.name, highest.id) AS advanced
FROM sequence, (SELECT MAX("${column}") AS id FROM ${schema}.${table}) highest
WHERE highest.id >= COALESCE(
    (SELECT s.last_value FROM pg_sequences s
     WHERE CAST(format('%I.%I', s.schemaname, s.sequencename) AS regclass) = sequence.name), 0) + 1
