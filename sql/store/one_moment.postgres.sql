-- All statements of the transaction see what was committed before its first one.
-- Writes: nothing. Parameters: none.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ
