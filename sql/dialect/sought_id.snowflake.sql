-- The UUID text $1 as it is sought among ids of 32 digits in lower case: no other text is equal to one of these, so no
-- pattern need tell what is a UUID, nor need one be trimmed that has no space. It is read for each row of a large table.
LOWER(REPLACE(CASE WHEN CONTAINS($1, ' ') THEN TRIM($1) ELSE $1 END, '-', ''))
