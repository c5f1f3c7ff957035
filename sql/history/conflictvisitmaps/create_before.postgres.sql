-- Holds, within a slice's transaction, what its rows were before it wrote them.
-- Writes: rows_before (temporary). Parameters: none.
CREATE TEMPORARY TABLE IF NOT EXISTS rows_before (
    "ID" bigint PRIMARY KEY,
    ${columns history "$name" $type}
) ON COMMIT DELETE ROWS
