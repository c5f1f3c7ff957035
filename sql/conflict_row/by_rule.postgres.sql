-- Counts the rows of written, in all and by rule.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "rows",
    ${columns rule COUNT(*) FILTER (WHERE "$name" = 'Y') AS "$name"}
FROM written
