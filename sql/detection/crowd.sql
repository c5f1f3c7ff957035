-- How many keys are crowded, and with how many visits.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "keys", COALESCE(SUM(visits), 0) AS "visits" FROM ${work(crowded_keys)}
