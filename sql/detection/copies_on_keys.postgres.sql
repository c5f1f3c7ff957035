-- The visits on keys, each as the copy that counts, found before: the planner knows how many, which it would take for one.
-- Writes: nothing. Parameters: none.
SELECT * FROM newest_on_keys
