-- Whether a flagged pair is a conflict: some rule holds, and the states of the two sides meet.
-- Writes: nothing. Parameters: none.
'Y' IN (${columns flag "$name"})
    AND ${include rules/states_meet}
