-- Lets the plans of the steps know the window.
-- Writes: statistics. Parameters: none.
ANALYZE window_rows
