-- How many pairs there are of each kind; those whose visit could not be converted are never judged.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS judged,
    COUNT(*) FILTER (WHERE action = 'unchanged') AS unchanged,
    COUNT(*) FILTER (WHERE action = 'skip') AS not_inserted,
    COUNT(*) FILTER (WHERE action = 'missed') AS missed,
    COUNT(*) FILTER (WHERE action = 'taken') AS taken
FROM classified
