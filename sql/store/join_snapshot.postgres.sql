-- All statements of the transaction see what that of another session sees, which must still be open.
-- Writes: nothing. Parameters: none.
SET TRANSACTION SNAPSHOT '${snapshot}'
