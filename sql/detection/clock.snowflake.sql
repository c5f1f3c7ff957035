-- The warehouse's clock, as text in UTC.
-- Writes: nothing. Parameters: none.
SELECT TO_VARCHAR(CONVERT_TIMEZONE('UTC', CURRENT_TIMESTAMP()), 'YYYY-MM-DD"T"HH24:MI:SS.FF3') AS "now"
