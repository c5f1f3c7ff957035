-- Lets the plans of what follows know how many deleted visits there are.
-- Writes: statistics. Parameters: none.
ANALYZE deleted_visits
