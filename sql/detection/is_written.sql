-- Whether the join's mode (1: one of the two in the delta, 2: both) makes the pair a, b one to be written.
-- Writes: nothing. Parameters: least_delta.
a.is_delta + b.is_delta >= :least_delta
