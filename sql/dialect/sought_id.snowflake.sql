-- The UUID text $1 as it is sought among ids of 32 digits in lower case: no other text is equal to one of these, so no
-- pattern need tell what is a UUID. It is read for each row of a large table.
LOWER(REPLACE(TRIM($1), '-', ''))
