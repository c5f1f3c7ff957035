-- The date and time in UTC of the point in time $1.
CAST($1 AS timestamptz) AT TIME ZONE 'UTC'
