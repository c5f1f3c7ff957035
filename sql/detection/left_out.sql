-- How many visits of the delta are left out: without a UUID of their own or of their provider, of nobody's number.
-- Writes: nothing. Parameters: none.
SELECT COUNT(CASE WHEN left_out = 'visit_id' THEN 1 END) AS "visit_id",
    COUNT(CASE WHEN left_out = 'provider_id' THEN 1 END) AS "provider_id",
    COUNT(CASE WHEN left_out = 'placeholder' THEN 1 END) AS "placeholder"
FROM ${work(key_origins)}
