-- Only asks and gets an answer.
-- Writes: nothing. Parameters: none.
SELECT 1 AS answer
