-- The columns of the replica, by TABLE.Column, and their types.
-- Writes: nothing. Parameters: none.
SELECT UPPER(c.relname) || '.' || a.attname AS path, t.typname AS type
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = to_regnamespace('${replica_schema}') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND a.attnum > 0 AND NOT a.attisdropped
