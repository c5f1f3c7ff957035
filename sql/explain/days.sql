-- The first and the last day of the keys, or the window's where there is none: no visit of another day is looked at.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT COALESCE(CAST(MIN(visit_date) AS VARCHAR(10)), :window_from) AS "window_from",
    COALESCE(CAST(MAX(visit_date) AS VARCHAR(10)), :window_to) AS "window_to"
FROM ${work(searched_keys)}
