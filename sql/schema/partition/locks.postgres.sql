-- How many locks are held by who finds a row by its "ID" (each partition and each of its indexes), and by what puts the new
-- form in its place; how many PostgreSQL has room for, in all sessions together.
-- Writes: nothing. Parameters: partitions.
SELECT h.of_a_click, h.of_the_swap, s.per_transaction * (s.connections + s.prepared) AS room, s.per_transaction, s.connections, s.prepared,
    s.per_transaction * (s.connections + s.prepared) / h.of_a_click AS at_once,
    CAST(CEIL(CAST(h.of_a_click AS numeric) * s.connections / (s.connections + s.prepared)) AS bigint) AS enough
FROM (
    SELECT GREATEST(CAST(:partitions AS bigint), 1) * (i.indexes + 1) AS of_a_click,
        -- The old tables and the new ones, with what holds long values and its index.
        (GREATEST(CAST(:partitions AS bigint), 1) + l.leaves) * (i.indexes + 3) AS of_the_swap
    FROM (SELECT count(*) AS indexes FROM pg_index WHERE indrelid = '${schema}.conflictvisitmaps'::regclass) i,
        (SELECT count(*) AS leaves FROM (
            ${include schema/tune/leaves}
        ) each_leaf) l
) h, (
    SELECT CAST(current_setting('max_locks_per_transaction') AS bigint) AS per_transaction,
        CAST(current_setting('max_connections') AS bigint) AS connections,
        CAST(current_setting('max_prepared_transactions') AS bigint) AS prepared
) s
