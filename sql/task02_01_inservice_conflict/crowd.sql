-- How many keys of the window are crowded, and with how many visits.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "keys", COALESCE(SUM(visits), 0) AS "visits"
FROM (SELECT COUNT(*) AS visits FROM ${work(crowded_visits)} GROUP BY visit_date, person) keys
