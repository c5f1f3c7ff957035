-- Empties assigned, where an earlier slice of the same transaction filled it: a visit may have rows in several.
-- Writes: assigned (temporary). Parameters: none.
DELETE FROM assigned
