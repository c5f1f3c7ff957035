-- Holds a table of the replica until the transaction ends: TRUNCATE and what else puts other contents in its place wait, and
-- are waited for. It looks at no row, so that it may come before the moment is settled that the transaction sees.
-- Writes: nothing. Parameters: none.
LOCK TABLE ${replica_schema}.${replica_table} IN ACCESS SHARE MODE
