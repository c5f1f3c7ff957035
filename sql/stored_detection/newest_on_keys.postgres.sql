-- Chooses the copy that counts of each visit on keys.
-- Writes: newest_on_keys (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE newest_on_keys AS
${include detection/newest_on_keys}
