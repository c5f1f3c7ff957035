-- The person that the SSN $1 stands for: its nine digits where it has exactly nine, else the text, trimmed.
CASE WHEN LENGTH(REGEXP_REPLACE($1, '[^0-9]', '', 'g')) = 9 THEN REGEXP_REPLACE($1, '[^0-9]', '', 'g') ELSE TRIM($1) END
