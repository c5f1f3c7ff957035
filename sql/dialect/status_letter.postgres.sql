-- The status $1 as one byte; ? for what is none of the known ones.
CAST(CASE WHEN $1 IN ('N', 'U', 'R', 'D', 'W', 'I') THEN $1 ELSE '?' END AS "char")
