-- Whole minutes from $1 to $2, both cut to the minute.
DATEDIFF(MINUTE, $1, $2)
