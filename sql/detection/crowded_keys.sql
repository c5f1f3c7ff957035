-- The keys with more visits than one person has in a day: a placeholder or a mistake, and quadratic work.
-- Writes: crowded_keys (temporary). Parameters: max_visits_per_key.
${create_work(crowded_keys)} AS
SELECT key_no, COUNT(*) AS visits
FROM ${work(base_visits)}
GROUP BY key_no
HAVING COUNT(*) > :max_visits_per_key
