-- How many of the events are asked about, or may meet what is.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "events" FROM ${work(asked_events)}
