-- Each row that would be written; one that is new has no id that it keeps.
-- Writes: nothing. Parameters: none.
SELECT c.of_table AS "table", CASE WHEN c.action <> 'inserted' THEN c.id END AS id, c.visit_id, c.con_visit_id, c.action,
    array_to_string(c.columns, ' ') AS columns
FROM changes c
ORDER BY c.of_table, c.id
