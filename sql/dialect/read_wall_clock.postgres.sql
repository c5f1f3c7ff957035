-- The date and time that $1 shows; the session's zone is UTC.
CAST($1 AS timestamp)
