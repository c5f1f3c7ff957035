-- Nobody knows what they came to.
-- Writes: seen_sums (temporary). Parameters: none.
CREATE TEMPORARY TABLE seen_sums (part bigint, sum numeric)
