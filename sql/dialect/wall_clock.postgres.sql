-- What a timestamp shows; the session's zone is UTC.
CAST($1 AS timestamp)
