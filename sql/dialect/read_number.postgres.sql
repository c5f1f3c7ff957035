-- The number $1; of four bytes as it is written, without what eight bytes make of it. NaN and infinity, which a loader may
-- write where there is no number, are none: a sum with one of them is no sum.
CAST(CASE WHEN CAST($1 AS text) NOT IN ('NaN', 'Infinity', '-Infinity') THEN CAST($1 AS text) END AS double precision)
