-- How many ids of the events to be written are no UUID, by the column that stays empty.
-- Writes: nothing. Parameters: none.
SELECT COUNT(CASE WHEN office_unread THEN 1 END) AS "OfficeID"
FROM ${work(events)} WHERE event_id IN (SELECT a_visit_id FROM ${work(detected_pairs)})
