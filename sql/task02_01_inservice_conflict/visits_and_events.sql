-- Each visit with each event of the same person that it overlaps; touching counts. They meet on equal person and day,
-- each under its first and its last day: on the day on which the later of the two begins, so once. What touches three
-- days or more is rare, and meets by person alone.
-- Writes: visits_and_events (temporary). Parameters: none.
${create_work(visits_and_events)} AS
WITH visit_days AS (
    SELECT v.*, first_day AS met_on FROM ${work(event_visits)} v WHERE last_day <= first_day + 1
    UNION ALL
    SELECT v.*, last_day AS met_on FROM ${work(event_visits)} v WHERE last_day = first_day + 1
), event_days AS (
    SELECT e.*, first_day AS met_on FROM ${work(events)} e WHERE last_day <= first_day + 1
    UNION ALL
    SELECT e.*, last_day AS met_on FROM ${work(events)} e WHERE last_day = first_day + 1
)
SELECT v.visit_id, e.event_id, e.provider_id = v.provider_id AS same_provider
FROM visit_days v JOIN event_days e ON e.person = v.person AND e.met_on = v.met_on
WHERE ${touch(v.starts, v.ends, e.starts, e.ends)}
    AND v.met_on = CASE WHEN v.starts > e.starts THEN v.first_day ELSE e.first_day END
UNION ALL
SELECT v.visit_id, e.event_id, e.provider_id = v.provider_id
FROM ${work(event_visits)} v JOIN ${work(events)} e ON e.person = v.person
WHERE v.last_day > v.first_day + 1 AND ${touch(v.starts, v.ends, e.starts, e.ends)}
UNION ALL
SELECT v.visit_id, e.event_id, e.provider_id = v.provider_id
FROM ${work(event_visits)} v JOIN ${work(events)} e ON e.person = v.person
WHERE v.last_day <= v.first_day + 1 AND e.last_day > e.first_day + 1 AND ${touch(v.starts, v.ends, e.starts, e.ends)}
