-- The date and time that the wall clock of $1 shows, in its own offset; never shifted between zones.
CAST($1 AS TIMESTAMP_NTZ)
