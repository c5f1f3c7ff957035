-- Of each explained event and visit whether they meet, and whether detection detected them.
-- shared_minutes: of an overlap; below 0, of the gap.
-- Writes: nothing. Parameters: none.
WITH sides AS (
    SELECT v."Visit Id" AS visit_id, v."Provider Id" AS provider_id, p.person, v."Visit Start Time" AS starts, v."Visit End Time" AS ends
    FROM ${work(explained_visits)} v
    LEFT JOIN ${work(explained_people)} p ON p.caregiver_id = v."Caregiver Id"
), own AS (
    SELECT DISTINCT visit_id FROM ${work(visits_and_events)} WHERE same_provider
)
SELECT q.a_visit_id AS "a_visit_id", q.b_visit_id AS "b_visit_id",
    a.person = b.person AS "same_person", ${include detection/providers_differ} AS "providers_differ",
    ${touch(b.starts, b.ends, a.starts, a.ends)} AS "meet",
    ${minutes_between(CASE WHEN a.starts > b.starts THEN a.starts ELSE b.starts END, CASE WHEN a.ends < b.ends THEN a.ends ELSE b.ends END)} AS "shared_minutes",
    own.visit_id IS NOT NULL AS "in_an_own_event", d.a_visit_id IS NOT NULL AS "detected"
FROM ${work(explained_pairs)} q
LEFT JOIN sides a ON a.visit_id = q.a_visit_id
LEFT JOIN sides b ON b.visit_id = q.b_visit_id
LEFT JOIN own ON own.visit_id = q.b_visit_id
LEFT JOIN ${work(detected_pairs)} d ON d.a_visit_id = q.a_visit_id AND d.b_visit_id = q.b_visit_id
