-- The first and the last day of the keys, or the window's where there is none. A task goes on with what it is told; what a
-- person runs by hand goes on with the settings of the transaction (noted_day).
-- Writes: nothing. Parameters: window_from, window_to.
SELECT set_config('detection.window_from', COALESCE(CAST(MIN(visit_date) AS text), :window_from), TRUE) AS window_from,
    set_config('detection.window_to', COALESCE(CAST(MAX(visit_date) AS text), :window_to), TRUE) AS window_to
FROM searched_keys
