-- The calendar date that the wall clock of $1 shows, in its own offset.
CAST($1 AS DATE)
