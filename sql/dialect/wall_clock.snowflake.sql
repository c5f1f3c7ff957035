-- What a timestamp shows, never shifted between zones.
CAST($1 AS TIMESTAMP_NTZ)
