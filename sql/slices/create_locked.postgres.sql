-- Holds, within a slice's transaction, the stored rows that it has locked.
-- Writes: locked (temporary). Parameters: none.
CREATE TEMPORARY TABLE IF NOT EXISTS locked (id bigint PRIMARY KEY) ON COMMIT DELETE ROWS
