-- The changes of a pair's times that are tried: shifts by whole minutes up to a day, of a start, an end or both.
-- Writes: nothing. Parameters: none.
WITH digits AS (
    SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
), distances AS (
    SELECT 1000 * thousands.n + 100 * hundreds.n + 10 * tens.n + ones.n AS minutes
    FROM digits thousands CROSS JOIN digits hundreds CROSS JOIN digits tens CROSS JOIN digits ones
    WHERE thousands.n <= 1
), shifts AS (
    SELECT minutes FROM distances WHERE minutes <= 1440
    UNION ALL
    SELECT -minutes FROM distances WHERE minutes BETWEEN 1 AND 1440
), moves AS (
    SELECT n AS place, CASE WHEN n IN (1, 2, 5) THEN 'a' ELSE 'b' END AS side,
        CASE WHEN n IN (1, 3) THEN 'end' WHEN n IN (2, 4) THEN 'start' ELSE 'both' END AS part,
        CASE WHEN n IN (2, 5) THEN 1 ELSE 0 END AS a_start, CASE WHEN n IN (1, 5) THEN 1 ELSE 0 END AS a_end,
        CASE WHEN n IN (4, 6) THEN 1 ELSE 0 END AS b_start, CASE WHEN n IN (3, 6) THEN 1 ELSE 0 END AS b_end
    FROM digits WHERE n BETWEEN 1 AND 6
)
SELECT m.place, m.side, m.part, m.a_start, m.a_end, m.b_start, m.b_end, s.minutes FROM moves m CROSS JOIN shifts s
