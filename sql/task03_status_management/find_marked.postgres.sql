-- Of the marked map rows of the window those that would be resolved.
-- Writes: stale (temporary). Parameters: none.
CREATE TEMPORARY TABLE stale AS
SELECT w.id FROM window_rows w WHERE w.marked AND ${open_status(w.status)}
