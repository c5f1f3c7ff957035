-- The date and time in UTC of the point in time $1.
CAST(CONVERT_TIMEZONE('UTC', $1) AS TIMESTAMP_NTZ)
