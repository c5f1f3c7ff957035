-- The degrees $1.
CAST($1 AS DOUBLE PRECISION)
