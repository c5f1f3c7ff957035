-- The person of the SSN text $1: its nine digits where it has exactly nine, else the trimmed text.
CASE WHEN LENGTH(REGEXP_REPLACE($1, '[^0-9]', '')) = 9 THEN REGEXP_REPLACE($1, '[^0-9]', '') ELSE TRIM($1) END
