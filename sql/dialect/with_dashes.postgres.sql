-- The other way to write the nine digits of the person $1; NULL where these are no nine digits.
CASE WHEN $1 ~ '^[0-9]{9}$' THEN SUBSTR($1, 1, 3) || '-' || SUBSTR($1, 4, 2) || '-' || SUBSTR($1, 6) END
