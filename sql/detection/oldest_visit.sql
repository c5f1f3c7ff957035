-- The oldest day that the source shows: of what is older, absence says nothing.
-- Writes: nothing. Parameters: none.
SELECT MIN(v."Visit Date") AS "oldest_visit_date" FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
