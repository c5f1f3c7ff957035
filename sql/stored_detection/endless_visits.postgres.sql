-- How many visits on the keys have a time that is none (infinity).
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS visits FROM newest_on_keys WHERE endless
