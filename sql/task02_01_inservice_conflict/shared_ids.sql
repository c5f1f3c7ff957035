-- How many in-service ids stand for events of more than one person.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "ids" FROM ${work(events)} WHERE is_shared AND inservice_id IS NOT NULL
