-- The visits on keys.
-- Writes: nothing. Parameters: window_from, window_to.
${include detection/visits_on_keys}
