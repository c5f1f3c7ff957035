-- Rows that a statement writes go through a function each here; compiling it for a statement costs more than it saves.
-- Writes: nothing. Parameters: none.
SET jit = off
