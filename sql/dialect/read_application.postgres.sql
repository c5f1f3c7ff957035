-- The application id $1, which is text or a number, as text.
CAST($1 AS text)
