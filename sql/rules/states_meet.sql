-- The cross-state filter: whether a state of one side equals a state of the other, or a side has none at all.
-- Writes: nothing. Parameters: none.
((a_state_1 IS NULL AND a_state_2 IS NULL) OR (b_state_1 IS NULL AND b_state_2 IS NULL)
    OR a_state_1 = b_state_1 OR a_state_1 = b_state_2 OR a_state_2 = b_state_1 OR a_state_2 = b_state_2)
