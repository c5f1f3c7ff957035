-- The UUID $1 as its 32 digits in lower case.
REPLACE(CAST($1 AS text), '-', '')
