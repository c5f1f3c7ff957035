-- Whether the row k of a list is done: it is new, or its stored row is locked, and so written.
-- Writes: nothing. Parameters: none.
(k.${key} IS NULL OR EXISTS (SELECT 1 FROM locked l WHERE l.id = k.${key}))
