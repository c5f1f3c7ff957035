-- A bound text as an instant.
CAST($1 AS TIMESTAMP_TZ)
