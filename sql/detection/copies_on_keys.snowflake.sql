-- The visits on keys, each as the copy that counts.
-- Writes: nothing. Parameters: window_from, window_to.
${include detection/newest_on_keys}
