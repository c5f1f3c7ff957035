-- A day that the statement days has noted; the planner knows it, as it knows a value that is bound.
-- Writes: nothing. Parameters: none.
current_setting('detection.${day}')
