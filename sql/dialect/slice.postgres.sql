-- The slice of the row that stands at place $1, from 1, of so many rows a slice as $2 says.
CAST(($1 - 1) / $2 AS integer) AS slice
