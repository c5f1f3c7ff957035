-- Whether row w of the window, open, says that the primary visit of its conflict was missed.
-- Writes: nothing. Parameters: none.
w.missed AND ${open_status(w.status)}
