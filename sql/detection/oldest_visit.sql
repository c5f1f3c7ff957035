-- The oldest day that the source shows: of what is older, absence says nothing. A day outside of the calendar, as PostgreSQL
-- has infinite ones, shows nothing.
-- Writes: nothing. Parameters: none.
SELECT MIN(v."Visit Date") AS "oldest_visit_date" FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
WHERE v."Visit Date" BETWEEN CAST('0001-01-01' AS DATE) AND CAST('9999-12-31' AS DATE)
