-- Whether row w of the window, open, says that the primary visit of its conflict was missed.
-- Writes: nothing. Parameters: none.
w.missed AND w.status NOT IN ('R', 'D', 'W', 'I')
