-- Which of the asked ids are those of in-service events.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT event_id AS "asked_event" FROM ${work(asked_events)} WHERE is_asked
