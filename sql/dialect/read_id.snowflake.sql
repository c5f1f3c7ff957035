-- The UUID text $1 as its 32 digits in lower case; NULL where it is no UUID.
CASE WHEN REGEXP_LIKE(REPLACE(TRIM($1), '-', ''), '[0-9A-Fa-f]{32}') THEN LOWER(REPLACE(TRIM($1), '-', '')) END
