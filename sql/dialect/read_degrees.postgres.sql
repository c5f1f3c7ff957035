-- The degrees $1; of four bytes as they are written, without what eight bytes make of them.
CAST(CAST($1 AS text) AS double precision)
