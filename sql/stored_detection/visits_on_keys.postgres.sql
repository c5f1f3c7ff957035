-- Finds the visits on keys.
-- Writes: visits_on_keys (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE visits_on_keys AS
${include detection/visits_on_keys}
