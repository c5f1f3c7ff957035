-- How many pairs there are of each kind; those whose visit could not be converted were never judged.
-- Writes: nothing. Parameters: none.
SELECT (SELECT COUNT(*) FROM directed WHERE writes) AS pairs_read,
    COUNT(*) FILTER (WHERE action = 'unchanged') AS unchanged,
    COUNT(*) FILTER (WHERE action = 'skip') AS not_inserted,
    COUNT(*) FILTER (WHERE action = 'taken') AS taken,
    (SELECT COUNT(*) FROM directed WHERE writes) - COUNT(*) AS unconverted
FROM classified
