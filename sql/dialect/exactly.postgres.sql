-- The number $1 of four bytes as a decimal, as near as eight bytes tell it.
CAST(CAST($1 AS double precision) AS numeric)
