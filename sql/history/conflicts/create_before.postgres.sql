-- Holds, within a slice's transaction, what its conflicts were before it wrote them.
-- Writes: conflicts_before (temporary). Parameters: none.
CREATE TEMPORARY TABLE IF NOT EXISTS conflicts_before (
    "CONFLICTID" bigint PRIMARY KEY,
    "StatusFlag" text,
    "ResolveDate" timestamp,
    "ResolvedBy" text
) ON COMMIT DELETE ROWS
