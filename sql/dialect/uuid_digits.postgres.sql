-- The digits of the uuid $1, however it is written.
REPLACE(LOWER(TRIM(CAST($1 AS text))), '-', '')
