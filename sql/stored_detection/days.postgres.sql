-- The first and the last day of the keys; NULL where there is none.
-- Writes: nothing. Parameters: none.
SELECT CAST(MIN(visit_date) AS text) AS window_from, CAST(MAX(visit_date) AS text) AS window_to
FROM searched_keys
