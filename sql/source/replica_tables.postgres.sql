-- The tables and views of the replica that this role reads and that can be held, in an order of their own.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS name
FROM pg_class c
WHERE c.relnamespace = to_regnamespace('${replica_schema}') AND c.relkind IN ('r', 'p', 'v')
    AND has_table_privilege(c.oid, 'SELECT')
ORDER BY c.relname
