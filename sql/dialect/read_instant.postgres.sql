-- The point in time $1; one without a zone is UTC's, as the session's.
CAST($1 AS timestamptz)
