-- Lets other sessions see what this transaction sees, while it lasts.
-- Writes: nothing. Parameters: none.
SELECT pg_export_snapshot() AS snapshot
