-- Advances an identity sequence to the column's highest id; never back.
-- Writes: the sequence. Parameters: none.
SELECT setval('${schema}."${sequence}"', highest.id) AS advanced
FROM ${schema}."${sequence}" s, (SELECT MAX("${column}") AS id FROM ${schema}.${table}) highest
WHERE highest.id > s.last_value OR (highest.id = s.last_value AND NOT s.is_called)
