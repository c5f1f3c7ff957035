-- The number $1; of four bytes as it is written, without what eight bytes make of it.
CAST(CAST($1 AS text) AS double precision)
