-- Whole minutes from $1 to $2, both cut to the minute.
CAST(EXTRACT(EPOCH FROM DATE_TRUNC('minute', $2) - DATE_TRUNC('minute', $1)) / 60 AS bigint)
