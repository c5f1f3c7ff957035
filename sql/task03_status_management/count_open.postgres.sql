-- How many map rows of the window nobody has settled.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS scope FROM window_rows w WHERE ${open_status(w.status)}
