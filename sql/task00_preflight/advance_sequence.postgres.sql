-- Advances a sequence to the highest id of its column; never back.
-- Writes: the sequence. Parameters: none.
SELECT setval('${sequence_schema}."${sequence}"', highest.id) AS advanced
FROM ${sequence_schema}."${sequence}" s, (SELECT MAX("${column}") AS id FROM ${schema}.${table}) highest
WHERE highest.id > s.last_value OR (highest.id = s.last_value AND NOT s.is_called)
