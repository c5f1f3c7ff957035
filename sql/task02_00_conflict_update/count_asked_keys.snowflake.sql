-- How many keys there are to look at.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "keys" FROM ${work(asked_keys)}
